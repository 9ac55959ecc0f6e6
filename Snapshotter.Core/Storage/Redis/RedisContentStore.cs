using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Contents that many hosts share: their bytes lie in Redis, each until no kept epoch put it, or until it is pinned where an IPFS node takes them.</summary>
/// <param name="link">The server.</param>
/// <param name="maxRecentBytes">How much of what was put or read last is remembered here.</param>
/// <param name="queuesPins">Whether every content that is new is queued to be pinned (see <see cref="RedisPinQueue"/>).</param>
public sealed class RedisContentStore(RedisLink link, int maxRecentBytes = RedisContentStore.DefaultRecentBytes, bool queuesPins = false) : IContentStore
{
    private const int DefaultRecentBytes = 4 << 20;

    /// <summary>The most contents removed in one go.</summary>
    private const int Portion = 200;

    private readonly RecentContents _recent = new(maxRecentBytes);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0) return [];
        var cids = contents.Select(static content => CidOf.Content(content.Span)).ToArray();
        await link.RunAsync(
            RedisScripts.PutContents, RedisArguments.Of(epochId).AddAll([.. cids.Zip(contents)], (to, pair) => to.Add(pair.First.ToString()).Add(queuesPins ? 1 : 0).Add(pair.Second.ToArray())), cancellationToken);
        foreach (var (cid, content) in cids.Zip(contents)) _recent.Add(cid, content);
        return cids;
    }

    /// <inheritdoc/>
    public ValueTask<PutContents> PutForChangeAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        NewContent[] left = [.. contents.Select(content => new NewContent(epochId, CidOf.Content(content.Span), content) { IsToBePinned = queuesPins })];

        // Should the change not be written, nothing names them, and they are as true as before.
        foreach (var content in left) _recent.Add(content.Cid, content.Bytes);
        return new(new PutContents(Array.ConvertAll(left, static content => content.Cid), left));
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken)
    {
        if (_recent.Find(cid) is { } recent) return recent;
        var found = await link.RunAsync("HGET", cancellationToken, RedisKeys.Contents, cid.ToString());
        if (found.IsNull) return null;
        var bytes = (byte[])found;
        if (CidOf.Content(bytes) != cid) throw new InvalidDataException($"The content stored under {cid} has other bytes: Redis is damaged; restore it or build the epoch again.");
        _recent.Add(cid, bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken)
    {
        var removed = (int)await link.RunAsync(RedisScripts.RemoveContents, RedisArguments.Of(firstEpoch, Portion), cancellationToken);
        if (removed > 0) _recent.Clear();
        return removed == Portion;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
