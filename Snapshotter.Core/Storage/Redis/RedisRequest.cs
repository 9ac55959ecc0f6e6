using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>What is asked of the server.</summary>
/// <param name="Command">The command; of a script, by digest or by text.</param>
/// <param name="Arguments">Its arguments, or those of one call of a group.</param>
/// <param name="Group">With which others it may go together; null for none.</param>
internal sealed record RedisRequest(string Command, object[] Arguments, RedisGroup? Group = null)
{
    public const string ByDigest = "EVALSHA";
    public const string ByText = "EVAL";

    public TaskCompletionSource<RedisResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
