using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// The history over two views of finality: this node's, which events and earlier lookups told it, and the protocol state's, which is asked
/// for what the node does not know. Bytes of aggregates depend on which epochs were looked up when, so what is remembered follows spec 1.2.1.
/// One instance serves one job: what it learns is written with the job's result.
/// </summary>
public sealed class FinalizedHistory : IFinalizedHistory
{
    /// <summary>The most lookups that run at once.</summary>
    private const int MaxLookups = 100;

    private readonly IStateStore _store;
    private readonly IProtocolState _protocol;
    private readonly IContentStore _contents;
    private readonly WindowOptions _window;
    private readonly LearntHistory _learnt;
    private readonly AssumedSnapshots? _assumed;

    /// <summary>The history as it is now, for one job.</summary>
    public FinalizedHistory(IStateStore store, IProtocolState protocol, IContentStore contents, WindowOptions window)
        : this(store, protocol, contents, window, new LearntHistory(store), null)
    {
    }

    private FinalizedHistory(IStateStore store, IProtocolState protocol, IContentStore contents, WindowOptions window, LearntHistory learnt, AssumedSnapshots? assumed)
    {
        _store = store;
        _protocol = protocol;
        _contents = contents;
        _window = window;
        _learnt = learnt;
        _assumed = assumed;
    }

    /// <summary>The same history for one aggregate of the job, for which it is noted which own snapshots of earlier epochs counted undecided.</summary>
    internal FinalizedHistory Noting(AssumedSnapshots assumed) => new(_store, _protocol, _contents, _window, _learnt, assumed);

    /// <summary>The job's result with what was learnt while it was composed.</summary>
    /// <param name="epochId">The job's epoch.</param>
    /// <param name="change">The result.</param>
    public StateChange Into(long epochId, StateChange change) => _learnt.Into(epochId, change);

    /// <inheritdoc/>
    public async ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken)
    {
        if (await _learnt.FirstEpochAsync(projectId, cancellationToken) is { } known) return known;
        var first = await _protocol.FirstEpochAsync(projectId, cancellationToken);
        if (first != 0) _learnt.LearnFirst(projectId, first);
        return first;
    }

    /// <inheritdoc/>
    public ValueTask<HistoryEntry?> LatestAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) =>
        _learnt.LatestAsync(projectId, beforeEpochId, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> AtAsync(string projectId, long epochId, CancellationToken cancellationToken)
    {
        var range = await RangeAsync(projectId, epochId, epochId, cancellationToken);
        return range.Count == 0 ? (ReadOnlyMemory<byte>?)null : range[0];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> RangeAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken)
    {
        var from = Math.Max(fromEpochId, await FirstEpochAsync(projectId, cancellationToken));
        if (from > toEpochId) return [];
        var known = await _learnt.RangeAsync(projectId, from, toEpochId, cancellationToken);
        var missing = PythonIntSet.Difference(from, toEpochId, known.Select(static entry => entry.EpochId).ToHashSet());
        var found = await LookUpAsync(projectId, missing, cancellationToken);
        foreach (var (epoch, decided) in found) _learnt.Learn(projectId, epoch, decided);

        var range = new List<ReadOnlyMemory<byte>>(known.Count + found.Length);
        foreach (var entry in known.Concat(found))
        {
            if (entry.Cid is { } cid && await _contents.GetAsync(cid, cancellationToken) is { } content) range.Add(content);
        }

        return range;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CountedSnapshot>> CountedAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken)
    {
        var remembered = await _learnt.RangeAsync(projectId, fromEpochId, toEpochId, cancellationToken);
        var known = remembered.Where(static entry => entry.Cid is not null).ToDictionary(static entry => entry.EpochId, static entry => entry.Cid!.Value);
        var open = new List<long>();
        for (var epoch = fromEpochId; epoch <= toEpochId; epoch++)
        {
            if (!known.ContainsKey(epoch)) open.Add(epoch);
        }

        // Nothing is decided before a project's first epoch, or when it has none, so that there is nothing to ask.
        var first = await FirstEpochAsync(projectId, cancellationToken);
        HistoryEntry[] found =
        [
            .. open.Where(epoch => first == 0 || epoch < first).Select(static epoch => new HistoryEntry(epoch, null)),
            .. await LookUpAsync(projectId, [.. open.Where(epoch => first != 0 && epoch >= first)], cancellationToken),
        ];
        foreach (var (epoch, decided) in found)
        {
            if (decided is not null) _learnt.Learn(projectId, epoch, decided);
            if ((decided ?? await OwnAsync(projectId, epoch, cancellationToken)) is { } cid) known.Add(epoch, cid);
        }

        return [.. known.OrderBy(static entry => entry.Key).Select(static entry => new CountedSnapshot(entry.Key, entry.Value))];
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> SubmittedAsync(string projectId, long epochId, CancellationToken cancellationToken)
    {
        if (await _store.SubmittedCidAsync(epochId, projectId, cancellationToken) is not { } own) return null;
        var decided = _protocol.DecidesAtOnce ? null : await _store.FinalizedCidAsync(epochId, projectId, cancellationToken);
        if (decided is null) Assume(epochId, projectId, own);
        return await _contents.GetAsync(decided ?? own, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ContentAsync(Cid cid, CancellationToken cancellationToken) => _contents.GetAsync(cid, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<WindowTail> TailAsync(string projectId, long epochId, TimeSpan time, CancellationToken cancellationToken)
    {
        var tail = epochId - _window.EpochsIn(time);
        var first = await FirstEpochAsync(projectId, cancellationToken);
        return tail < first ? new WindowTail(first, Extrapolated: true) : new WindowTail(tail, Extrapolated: false);
    }

    /// <inheritdoc/>
    public long EpochsIn(TimeSpan time) => _window.EpochsIn(time);

    private async ValueTask<Cid?> OwnAsync(string projectId, long epochId, CancellationToken cancellationToken)
    {
        var own = (await _store.BuiltCidsAsync(epochId, [projectId], cancellationToken))[0];
        if (own is { } cid) Assume(epochId, projectId, cid);
        return own;
    }

    // What the embedded protocol state decides is never another snapshot.
    private void Assume(long epochId, string projectId, Cid own)
    {
        if (!_protocol.DecidesAtOnce) _assumed?.Note(new AssumedSnapshot(epochId, projectId, own));
    }

    /// <summary>Asks the protocol state and returns the answers in the order of the epochs.</summary>
    private async ValueTask<HistoryEntry[]> LookUpAsync(string projectId, IReadOnlyList<long> epochs, CancellationToken cancellationToken)
    {
        var found = new List<HistoryEntry>(epochs.Count);
        foreach (var batch in epochs.Chunk(MaxLookups))
        {
            found.AddRange(await Task.WhenAll(Array.ConvertAll(batch, epoch => LookUpAsync(projectId, epoch, cancellationToken))));
        }

        return [.. found];
    }

    private async Task<HistoryEntry> LookUpAsync(string projectId, long epochId, CancellationToken cancellationToken) =>
        new(epochId, (await _protocol.FinalizedAsync(epochId, [projectId], cancellationToken))[0]);
}
