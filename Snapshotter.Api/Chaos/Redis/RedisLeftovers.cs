using Snapshotter.Core.Storage.Redis;
using StackExchange.Redis;

namespace Snapshotter.Api.Chaos.Redis;

/// <summary>Finds what the queue left in Redis once it is empty (docs/redis.md tells which keys it has, and until when).</summary>
internal static class RedisLeftovers
{
    private const string Jobs = "snapshotter:jobs:";

    /// <summary>What is kept when every job has ended: numbers, counters, and the latest jobs that did or did not succeed.</summary>
    private static readonly string[] Lasting = ["ids", "done", "counts", "pace:", "dead", "failed"];

    /// <summary>The names of keys that should be gone.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(RedisOptions options)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(FormattableString.Invariant($"{options.Host}:{options.Port}"));
        var keys = connection.GetServer(connection.GetEndPoints()[0]).Keys(options.Database, $"{Jobs}*");
        return [.. keys.Select(static key => key.ToString()).Where(static key => !IsLasting(key)).Order(StringComparer.Ordinal)];
    }

    private static bool IsLasting(string key) => Array.Exists(Lasting, name => key.AsSpan(Jobs.Length).StartsWith(name, StringComparison.Ordinal));
}
