using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>What went wrong with Redis, in words for the operator. None of them tells an address or a secret.</summary>
internal static class RedisFaults
{
    public static StorageException Of(Exception exception) => exception switch
    {
        StorageException known => known,
        TimeoutException => new StorageException("Redis did not answer in time; the node waits for it. What was asked may have been done, and is done again without harm.", exception),
        RedisServerException refused => new StorageException($"Redis refused: {refused.Message}{NextStep(refused.Message)}", exception),
        _ => new StorageException("Redis cannot be reached; the node waits for it and goes on by itself. Check that the server runs and that Redis:Host, Redis:Port and the password are right.", exception),
    };

    /// <summary>A script answered another number of calls than were made.</summary>
    public static StorageException Miscounted(string script, int calls, int answers)
    {
        var reason = $"The script {script}.lua answered {answers} of {calls} calls";
        return new StorageException($"{reason}: what was asked may have been done, and is done again without harm. It is a fault of this release; report it.", new InvalidDataException(reason));
    }

    private static string NextStep(string message) => message.Split(' ')[0] switch
    {
        "OOM" => ". Give the server more memory (maxmemory), with the policy noeviction: nothing of the state may be thrown away.",
        "NOAUTH" or "WRONGPASS" => ". Check Redis:User and the password.",
        "NOPERM" => ". The ACL user needs all commands on the keys of this database.",
        "READONLY" => ". It is a replica: give the address of the master.",
        "LOADING" => ". It is reading its data and will be ready by itself.",
        "MISCONF" => ". It cannot write to its disk: see its log.",
        _ => "",
    };
}
