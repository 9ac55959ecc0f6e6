using System.Text.Json;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs;

/// <summary>Cuts the next epoch from the source chain: reads it once, releases it, and queues what follows, in one transaction.</summary>
public sealed class EpochCutter
{
    private readonly EpochOptions _options;
    private readonly LocalProtocolOptions _protocol;
    private readonly ProjectPlan _plan;
    private readonly SourceChainReader _reader;
    private readonly OpenEpochs _open;
    private readonly IStateStore _store;
    private readonly EpochTracker _tracker;
    private readonly TimeProvider _time;
    private Epoch? _next;
    private Hash32? _parent;
    private bool _projectsWritten;

    /// <summary>Cuts epochs of the plan's projects.</summary>
    public EpochCutter(
        EpochOptions options, LocalProtocolOptions protocol, ProjectPlan plan, SourceChainReader reader, OpenEpochs open, IStateStore store, EpochTracker tracker, TimeProvider time)
    {
        _options = options;
        _protocol = protocol;
        _plan = plan;
        _reader = reader;
        _open = open;
        _store = store;
        _tracker = tracker;
        _time = time;
    }

    /// <summary>The epoch to be cut next; null before the first look at state and chain.</summary>
    public Epoch? Next => _next;

    /// <summary>
    /// The most epochs that may have unfinished jobs at once. With aggregates it is one: a window rolls on from what is final of the epoch
    /// before, and its bytes must not depend on how far that had come. The next epoch is read meanwhile.
    /// </summary>
    public int MaxInFlight => _plan.Aggregates.Count > 0 ? 1 : _options.MaxInFlight;

    /// <summary>Whether <see cref="EpochOptions.Limit"/> is reached.</summary>
    public bool IsAtLimit => _next is { } next && _options.Limit is { } limit && next.Id > limit;

    /// <summary>Releases the next epoch when the source head is far enough.</summary>
    /// <param name="readyToRelease">Awaited after the epoch was read and before it is released.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The released epoch, or null when it is too early.</returns>
    /// <exception cref="SourceChainException">The source chain could not be read; trying again may help.</exception>
    public async ValueTask<ReleasedEpoch?> TryCutAsync(Func<Task> readyToRelease, CancellationToken cancellationToken)
    {
        var epoch = _next ??= await FirstAsync(cancellationToken);
        var read = await _reader.TryReadAsync(epoch, _options.HeadOffset, _parent, cancellationToken);
        if (read.Chain is not { } chain) return null;
        await readyToRelease();

        var last = chain.Blocks.Headers[^1];
        var released = new ReleasedEpoch(epoch, last.Hash, last.Timestamp, _protocol.FirstAnchorBlock + epoch.Id, _time.GetUtcNow().ToUnixTimeSeconds());
        _open.Add(chain);
        _tracker.Released(epoch.Id);
        try
        {
            await _store.CommitAsync(ReleaseOf(released, read.Reorganised), cancellationToken);
        }
        catch
        {
            _tracker.Withdrawn(epoch.Id);
            _open.Discard(epoch.Id);
            throw;
        }

        _projectsWritten = true;
        _parent = last.Hash;
        _next = new Epoch(epoch.Id + 1, epoch.End + 1, epoch.End + _options.Size);
        return released;
    }

    /// <summary>Releases an epoch that a protocol state announced, unless it is released already.</summary>
    /// <exception cref="SourceChainException">The source chain could not be read, or does not reach that far.</exception>
    public async ValueTask ReleaseAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        var current = await _store.CurrentEpochAsync(cancellationToken);
        if (current?.Epoch.Id >= epoch.Id) return;
        _next = epoch;
        _parent = current?.Epoch.End == epoch.Begin - 1 ? current.EndHash : null;
        if (await TryCutAsync(static () => Task.CompletedTask, cancellationToken) is null)
        {
            throw new SourceChainException($"{epoch} is released, but the source chain only reaches block {_reader.Head}.");
        }
    }

    private StateChange ReleaseOf(ReleasedEpoch released, bool reorganised) => new()
    {
        Released = [released],
        Projects = _projectsWritten ? [] : [.. _plan.ProjectIds],
        Transitions = [new Transition(released.Epoch.Id, Stage.EpochReleased, "", null, reorganised ? ReorganisedExtra() : null, released.ReleasedAt)],
        Enqueued = [PreloadHandler.JobFor(released.Epoch.Id)],
    };

    private string ReorganisedExtra() => JsonSerializer.Serialize(new
    {
        reorganised = $"The first block's parent is not the block the epoch before ended with ({_parent}): the chain was reorganised below the head offset of {_options.HeadOffset} blocks. Raise Epochs:HeadOffset.",
    });

    private async ValueTask<Epoch> FirstAsync(CancellationToken cancellationToken)
    {
        if (await _store.CurrentEpochAsync(cancellationToken) is { } current)
        {
            _parent = current.EndHash;
            return new Epoch(current.Epoch.Id + 1, current.Epoch.End + 1, current.Epoch.End + _options.Size);
        }

        var begin = _options.FirstBlock ?? Math.Max(0, await _reader.ReadHeadAsync(1, cancellationToken) - _options.HeadOffset - _options.Size + 1);
        return new Epoch(1, begin, begin + _options.Size - 1);
    }
}
