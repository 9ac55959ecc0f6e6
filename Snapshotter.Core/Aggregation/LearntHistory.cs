using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// What a job learnt of the past, laid over what is remembered: it counts at once for the job itself, and for others when it is written
/// with the job's result. Were it written before, a death in between would leave marks that change the bytes of the next attempt.
/// </summary>
internal sealed class LearntHistory(IStateStore store)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Notes> _notes = new(StringComparer.Ordinal);

    /// <summary>See <see cref="IStateStore.FirstEpochAsync"/>.</summary>
    public async ValueTask<long?> FirstEpochAsync(string projectId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_notes.TryGetValue(projectId, out var notes) && (notes.First ?? notes.RememberedFirst) is { } known) return known;
        }

        var remembered = await store.FirstEpochAsync(projectId, cancellationToken);
        if (remembered is not null)
        {
            lock (_gate) Of(projectId).RememberedFirst = remembered;
        }

        return remembered;
    }

    /// <summary>See <see cref="IStateStore.HistoryAsync"/>.</summary>
    public async ValueTask<IReadOnlyList<HistoryEntry>> RangeAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken)
    {
        var remembered = await store.HistoryAsync(projectId, fromEpochId, toEpochId, cancellationToken);
        HistoryEntry[] learnt = [.. Learnt(projectId).Where(entry => entry.EpochId >= fromEpochId && entry.EpochId <= toEpochId)];
        if (learnt.Length == 0) return remembered;

        // A decision hides the mark beside it, and what is remembered as decided stays.
        return [.. remembered.Concat(learnt).GroupBy(static entry => entry.EpochId)
            .Select(static group => group.FirstOrDefault(static entry => entry.Cid is not null) ?? group.First())
            .OrderBy(static entry => entry.EpochId)];
    }

    /// <summary>See <see cref="IStateStore.LatestHistoryAsync"/>.</summary>
    public async ValueTask<HistoryEntry?> LatestAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken)
    {
        var remembered = await store.LatestHistoryAsync(projectId, beforeEpochId, cancellationToken);
        IEnumerable<HistoryEntry> all = [.. Learnt(projectId).Where(entry => entry.EpochId < beforeEpochId), .. remembered is null ? [] : new[] { remembered }];

        // Where a mark stands beside a decision, the mark.
        return all.OrderByDescending(static entry => entry.EpochId).ThenBy(static entry => entry.Cid is not null).FirstOrDefault();
    }

    /// <summary>The protocol state told the first epoch of a project.</summary>
    public void LearnFirst(string projectId, long epochId)
    {
        lock (_gate) Of(projectId).First = epochId;
    }

    /// <summary>The protocol state was asked about an epoch.</summary>
    public void Learn(string projectId, long epochId, Cid? decided)
    {
        lock (_gate)
        {
            if (decided is { } cid) Of(projectId).Decided.TryAdd(epochId, cid);
            else Of(projectId).Undecided.Add(epochId);
        }
    }

    /// <summary>The change with everything that a job of an epoch learnt.</summary>
    public StateChange Into(long epochId, StateChange change)
    {
        lock (_gate)
        {
            return change with
            {
                Finalized = [.. change.Finalized, .. _notes.SelectMany(static notes => notes.Value.Decided.Select(entry => new FinalizedSnapshot(entry.Key, notes.Key, entry.Value)))],
                Undecided = [.. change.Undecided, .. _notes.SelectMany(notes => notes.Value.Undecided.Select(undecided => new UndecidedEpoch(undecided, notes.Key) { LearntIn = epochId }))],
                FirstEpochs = [.. change.FirstEpochs, .. _notes.Where(static notes => notes.Value.First is not null).Select(static notes => new FirstEpoch(notes.Key, notes.Value.First!.Value))],
            };
        }
    }

    private Notes Of(string projectId)
    {
        if (!_notes.TryGetValue(projectId, out var notes)) _notes.Add(projectId, notes = new Notes());
        return notes;
    }

    private List<HistoryEntry> Learnt(string projectId)
    {
        lock (_gate)
        {
            if (!_notes.TryGetValue(projectId, out var notes)) return [];
            return
            [
                .. notes.Decided.Select(static entry => new HistoryEntry(entry.Key, entry.Value)),
                .. notes.Undecided.Select(static epochId => new HistoryEntry(epochId, null)),
            ];
        }
    }

    private sealed class Notes
    {
        public long? First { get; set; }

        /// <summary>What was remembered when the job first asked. It does not change, and every window asks for it several times.</summary>
        public long? RememberedFirst { get; set; }

        public Dictionary<long, Cid> Decided { get; } = [];

        public HashSet<long> Undecided { get; } = [];
    }
}
