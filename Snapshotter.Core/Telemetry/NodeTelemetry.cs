using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Core.Telemetry;

/// <summary>Measures and traces what is written to the state and what becomes of epochs, without asking any store.</summary>
public sealed class NodeTelemetry : IDisposable
{
    private const int MaxOpen = 4096;

    private readonly IStateStore _store;
    private readonly EpochTracker _tracker;
    private readonly EpochMetrics _epochs;
    private readonly StageMetrics _stages;
    private readonly SubmissionMetrics _submissions;
    private readonly StoreMetrics _changes;
    private readonly NodeTraces _traces;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, long> _begun = [];
    private long _built;

    /// <summary>Listens to <paramref name="store"/> and <paramref name="tracker"/>.</summary>
    public NodeTelemetry(
        IStateStore store, EpochTracker tracker, EpochMetrics epochs, StageMetrics stages, SubmissionMetrics submissions, StoreMetrics changes, NodeTraces traces, TimeProvider time)
    {
        _store = store;
        _tracker = tracker;
        _epochs = epochs;
        _stages = stages;
        _submissions = submissions;
        _changes = changes;
        _traces = traces;
        _time = time;
        store.Committed += Note;
        tracker.EpochBegan += Began;
        tracker.EpochEnded += Ended;
    }

    /// <summary>The snapshots that this process built.</summary>
    public long Built => Interlocked.Read(ref _built);

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Committed -= Note;
        _tracker.EpochBegan -= Began;
        _tracker.EpochEnded -= Ended;
    }

    private void Note(StateChange change)
    {
        _changes.Changed();
        _stages.Note(change);
        _submissions.Note(change);
        if (change.Forked.Count > 0) _epochs.Forked(change.Forked);
        if (change.Built.Count > 0) Interlocked.Add(ref _built, change.Built.Count);
    }

    private void Began(long epochId)
    {
        _epochs.Released();
        _traces.Released(epochId);
        lock (_gate)
        {
            _begun[epochId] = _time.GetTimestamp();
            if (_begun.Count > MaxOpen) _begun.Remove(_begun.Keys.First());
        }
    }

    private void Ended(long epochId)
    {
        bool isKnown;
        long begun;
        lock (_gate) isKnown = _begun.Remove(epochId, out begun);
        _epochs.Ended(isKnown ? _time.GetElapsedTime(begun) : null);
        _traces.Ended(epochId);
    }
}
