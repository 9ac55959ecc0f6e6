using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Epochs;

/// <summary>
/// Releases an epoch: reads it once, and writes it with the first of its jobs in one transaction. One that does not fit the blocks that epochs were read
/// from is not released before that is settled.
/// </summary>
public sealed class EpochRelease
{
    private readonly LocalProtocolOptions _protocol;
    private readonly SourceChainReader _reader;
    private readonly SourceHistoryStore _history;
    private readonly SourceForks _forks;
    private readonly OpenEpochs _open;
    private readonly IStateStore _store;
    private readonly EpochTracker _tracker;
    private readonly PipelineProgress _progress;
    private readonly TimeProvider _time;

    /// <summary>Reads through <paramref name="reader"/> and writes into <paramref name="store"/>.</summary>
    public EpochRelease(
        LocalProtocolOptions protocol, SourceChainReader reader, SourceHistoryStore history, SourceForks forks, OpenEpochs open, IStateStore store, EpochTracker tracker, PipelineProgress progress,
        TimeProvider time)
    {
        _protocol = protocol;
        _reader = reader;
        _history = history;
        _forks = forks;
        _open = open;
        _store = store;
        _tracker = tracker;
        _progress = progress;
        _time = time;
    }

    /// <summary>The next epoch to be built anew, as far as that is known without looking into the store.</summary>
    public Epoch? NextRebuild => _history.Current is { Rebuilds: [var rebuild, ..] } ? rebuild.Epoch : null;

    /// <summary>Begins with what is kept: another process may have released epochs, or taken some back, meanwhile.</summary>
    public void Restart() => _history.Forget();

    /// <summary>The lowest epoch that is to be built anew, as it was released before, or null. It comes before any other epoch.</summary>
    public async ValueTask<ReleasedEpoch?> NextRebuildAsync(CancellationToken cancellationToken)
    {
        var history = await _history.LoadAsync(cancellationToken);
        foreach (var rebuild in history.Rebuilds)
        {
            if (await _store.EpochAsync(rebuild.Epoch.Id, cancellationToken) is { } released && released.Epoch == rebuild.Epoch) return released;

            // It was withdrawn, or is past retention.
            history = history.Without(rebuild.Epoch.Id);
            await _history.CommitAsync(new StateChange(), history, cancellationToken);
        }

        return null;
    }

    /// <summary>Releases an epoch when the source head is far enough.</summary>
    /// <param name="announced">The epoch, and what is known of its release on the anchor chain.</param>
    /// <param name="headOffset">How many blocks must lie above its last one.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The released epoch, or null when it is too early, or when a reorganisation was settled first: then there may be a lower epoch to be built anew.</returns>
    /// <exception cref="SourceChainException">The source chain could not be read, or contradicts itself; trying again may help.</exception>
    public async ValueTask<ReleasedEpoch?> TryAsync(AnnouncedEpoch announced, int headOffset, CancellationToken cancellationToken)
    {
        var epoch = announced.Epoch;
        var history = await _history.LoadAsync(cancellationToken);
        if (await _reader.TryReadAsync(epoch, headOffset, cancellationToken) is not { } chain) return null;
        var headers = chain.Blocks.Headers;
        if (!history.Headers.Fit(headers))
        {
            await _forks.SettleAsync(epoch, cancellationToken);
            return null;
        }

        var last = headers[^1];
        var released = new ReleasedEpoch(
            epoch, last.Hash, announced.Timestamp ?? last.Timestamp, announced.AnchorBlock ?? _protocol.FirstAnchorBlock + epoch.Id, _time.GetUtcNow().ToUnixTimeSeconds());
        await _reader.ShareAsync(chain, cancellationToken);
        _open.Add(chain);
        _tracker.Released(epoch.Id);

        // Its jobs may all have ended before the commit is seen to return; whoever hears of their end must know of the epoch by then.
        _progress.Released(released);
        try
        {
            var after = history.Without(epoch.Id) with { Headers = history.Headers.With(headers, _history.MostHeaders) };
            await _history.CommitAsync(ChangeOf(released, history.RebuildOf(epoch.Id)), after, cancellationToken);
        }
        catch
        {
            _tracker.Withdrawn(epoch.Id);
            _open.Discard(epoch.Id);
            throw;
        }

        return released;
    }

    private static StateChange ChangeOf(ReleasedEpoch released, RebuildEpoch? rebuild) => new()
    {
        Released = [released],
        Transitions = [new Transition(released.Epoch.Id, Stage.EpochReleased, "", null, rebuild is null ? null : ForkNote.Rebuilt(rebuild.OldHash, released.EndHash), released.ReleasedAt)],
        Enqueued = [PreloadHandler.JobFor(released.Epoch.Id)],
    };
}
