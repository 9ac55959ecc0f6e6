using System.Collections.Concurrent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>
/// Contents on disk in front of an IPFS node. What this node builds is stored here first and queued to be pinned, so that building never
/// waits for IPFS. What others built is read from the IPFS node, believed only when it hashes to its CID, and kept here.
/// </summary>
public sealed class KuboContentStore : IContentStore, IStoreUpkeep
{
    private readonly SqliteContentStore _local;
    private readonly RedisContentStore? _shared;
    private readonly KuboClient _reader;
    private readonly KuboOptions _options;
    private readonly IpfsMetrics _metrics;
    private readonly PipelineProgress _progress;
    private readonly MissingContents _missing;
    private readonly SemaphoreSlim _turns;
    private readonly ConcurrentDictionary<Cid, Lazy<Task<ReadOnlyMemory<byte>>>> _running = new();

    /// <summary>Puts the parts together.</summary>
    /// <param name="local">Contents on disk, opened with a pin queue unless hosts share one.</param>
    /// <param name="reader">The IPFS node that contents are read from.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="metrics">Told who had a content.</param>
    /// <param name="progress">Tells the latest epoch, with which contents of others are kept.</param>
    /// <param name="time">The clock by which missing contents are asked for again.</param>
    /// <param name="shared">Where contents lie until they are pinned, for all hosts that share a pin queue; null for one host.</param>
    public KuboContentStore(
        SqliteContentStore local, KuboClient reader, KuboOptions options, IpfsMetrics metrics, PipelineProgress progress, TimeProvider time, RedisContentStore? shared = null)
    {
        _shared = shared;
        _local = local;
        _reader = reader;
        _options = options;
        _metrics = metrics;
        _progress = progress;
        _missing = new MissingContents(options.MissingFor, time);
        _turns = new SemaphoreSlim(options.MaxConcurrent);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        if (_shared is not null) await _shared.PutAsync(epochId, contents, cancellationToken);
        return await _local.PutAsync(epochId, contents, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>What hosts share is left to the change, and enters the queue with it.</remarks>
    public async ValueTask<PutContents> PutForChangeAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        var cids = await _local.PutAsync(epochId, contents, cancellationToken);
        return _shared is null ? new PutContents(cids, []) : await _shared.PutForChangeAsync(epochId, contents, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ContentUnavailableException">The IPFS node does not have it, or cannot be reached.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken)
    {
        if ((await _local.GetAsync(cid, cancellationToken) ?? await UnpinnedAsync(cid, cancellationToken)) is { } here)
        {
            _metrics.ReadHere();
            return here;
        }

        if (_missing.ReasonOf(cid) is { } reason) throw new ContentUnavailableException(reason);

        // Whoever asks for the same content at the same time shares one read, which none of them can cancel for the others.
        var read = _running.GetOrAdd(cid, static (asked, store) => new Lazy<Task<ReadOnlyMemory<byte>>>(() => store.FetchAsync(asked)), this);
        try
        {
            return await read.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            if (read.Value.IsCompleted) _running.TryRemove(KeyValuePair.Create(cid, read));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken)
    {
        var isMore = await _local.PruneAsync(firstEpoch, cancellationToken);
        return (_shared is not null && await _shared.PruneAsync(firstEpoch, cancellationToken)) || isMore;
    }

    /// <inheritdoc/>
    /// <remarks>Contents that are pinned can be read back, so that disk can be bounded below what retention asks for.</remarks>
    public async ValueTask KeepUpAsync(CancellationToken cancellationToken)
    {
        if (_options.MaxLocalBytes == 0) return;
        while (await _local.TrimAsync(_options.MaxLocalBytes, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _local.DisposeAsync();
        _turns.Dispose();
    }

    /// <summary>What another host built and nobody has pinned yet.</summary>
    private ValueTask<ReadOnlyMemory<byte>?> UnpinnedAsync(Cid cid, CancellationToken cancellationToken) => _shared?.GetAsync(cid, cancellationToken) ?? default;

    private async Task<ReadOnlyMemory<byte>> FetchAsync(Cid cid)
    {
        await _turns.WaitAsync(CancellationToken.None);
        try
        {
            var content = await VerifiedAsync(cid);
            // A CID of another way of adding would not be found again under the one this node computes.
            if (CidOf.Content(content) == cid) await _local.KeepAsync(_progress.Now.Released?.Epoch.Id ?? 0, content, CancellationToken.None);
            _metrics.ReadThere();
            return content;
        }
        catch (Exception exception) when (exception is KuboException or DagException)
        {
            var reason = $"The content {cid} is not in this node's store, and IPFS did not give it: {exception.Message}";
            _missing.Add(cid, reason);
            _metrics.NotRead();
            throw new ContentUnavailableException(reason, exception);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>One call gives content that was added as this node adds; any other is put together from its blocks, each checked.</summary>
    private async Task<byte[]> VerifiedAsync(Cid cid)
    {
        var content = await _reader.CatAsync(cid, _options.MaxContentBytes, CancellationToken.None);
        if ((cid.Version == 0 ? CidOf.ContentV0(content) : CidOf.Content(content)) == cid) return content;
        return await DagReader.ReadAsync(cid, BlockAsync, new DagReadLimits { MaxBytes = _options.MaxContentBytes }, CancellationToken.None);
    }

    private async ValueTask<byte[]?> BlockAsync(Cid cid, CancellationToken cancellationToken) =>
        await _reader.BlockAsync(cid, DagReadLimits.Default.MaxBlockBytes, cancellationToken);
}
