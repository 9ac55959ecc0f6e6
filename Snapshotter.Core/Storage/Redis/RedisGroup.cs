namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// Calls of a script that are made at about the same time and go to the server as one: the script reads a head, how many calls there are, and the
/// arguments of each, and answers with a list. What calls have in common is then done once, and so is what a call costs by itself.
/// </summary>
/// <param name="script">The script.</param>
/// <param name="head">What it reads first.</param>
internal sealed class RedisGroup(RedisScript script, params object[] head)
{
    /// <summary>The server does nothing else meanwhile, so that many go as several.</summary>
    public const int MostCalls = 64;

    /// <summary>Of calls that write much, fewer go together.</summary>
    public const int MostArguments = 4096;

    public RedisScript Script { get; } = script;

    /// <summary>The arguments of EVAL or EVALSHA.</summary>
    public object[] Join(string text, string channel, IReadOnlyList<object[]> calls) => [text, 1, channel, .. head, calls.Count, .. calls.SelectMany(static call => call)];
}
