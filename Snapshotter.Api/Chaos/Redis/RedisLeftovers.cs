using Snapshotter.Core.Storage.Redis;
using StackExchange.Redis;

namespace Snapshotter.Api.Chaos.Redis;

/// <summary>Finds what the queue left in Redis once it is empty (docs/redis.md tells which keys it has, and until when).</summary>
internal static class RedisLeftovers
{
    private const string Jobs = "snapshotter:jobs:";
    private const int PageSize = 1000;

    /// <summary>What is kept when every job has ended: numbers, counters, and the latest jobs that did or did not succeed.</summary>
    private static readonly string[] Lasting = ["ids", "done", "counts", "pace:", "dead", "failed"];

    /// <summary>The names of keys that should be gone.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(RedisOptions options)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(FormattableString.Invariant($"{options.Host}:{options.Port}"));
        var database = connection.GetDatabase(options.Database);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var cursor = "0";
        do
        {
            var page = (RedisResult[])await database.ExecuteAsync("SCAN", cursor, "MATCH", $"{Jobs}*", "COUNT", PageSize);
            cursor = (string)page[0];
            found.UnionWith(((string[])page[1]).Where(static key => !IsLasting(key)));
        }
        while (cursor != "0");
        return [.. found];
    }

    private static bool IsLasting(string key) => Array.Exists(Lasting, name => key.AsSpan(Jobs.Length).StartsWith(name, StringComparison.Ordinal));
}
