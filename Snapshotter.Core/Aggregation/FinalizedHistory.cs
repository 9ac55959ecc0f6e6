using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// The history over two views of finality: this node's, which events and earlier lookups told it, and the protocol state's, which is asked
/// for what the node does not know. Bytes of aggregates depend on which epochs were looked up when, so what is remembered follows spec 1.2.1.
/// </summary>
public sealed class FinalizedHistory(IStateStore store, IProtocolState protocol, IContentStore contents, WindowOptions window) : IFinalizedHistory
{
    /// <summary>The most lookups that run at once.</summary>
    private const int MaxLookups = 100;

    /// <inheritdoc/>
    public async ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken)
    {
        if (await store.FirstEpochAsync(projectId, cancellationToken) is { } known) return known;
        var first = await protocol.FirstEpochAsync(projectId, cancellationToken);
        if (first != 0) await store.CommitAsync(new StateChange { FirstEpochs = [new FirstEpoch(projectId, first)] }, cancellationToken);
        return first;
    }

    /// <inheritdoc/>
    public ValueTask<HistoryEntry?> LatestAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) =>
        store.LatestHistoryAsync(projectId, beforeEpochId, cancellationToken);

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
        var known = await store.HistoryAsync(projectId, from, toEpochId, cancellationToken);
        var missing = PythonIntSet.Difference(from, toEpochId, known.Select(static entry => entry.EpochId).ToHashSet());
        var found = await LookUpAsync(projectId, missing, cancellationToken);
        await RememberAsync(projectId, found, marksUndecided: true, cancellationToken);

        var range = new List<ReadOnlyMemory<byte>>(known.Count + found.Length);
        foreach (var entry in known.Concat(found))
        {
            if (entry.Cid is { } cid && await contents.GetAsync(cid, cancellationToken) is { } content) range.Add(content);
        }

        return range;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CountedSnapshot>> CountedAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken)
    {
        var remembered = await store.HistoryAsync(projectId, fromEpochId, toEpochId, cancellationToken);
        var known = remembered.Where(static entry => entry.Cid is not null).ToDictionary(static entry => entry.EpochId, static entry => entry.Cid!.Value);
        var open = new List<long>();
        for (var epoch = fromEpochId; epoch <= toEpochId; epoch++)
        {
            if (!known.ContainsKey(epoch)) open.Add(epoch);
        }

        // Of a project without a first epoch nothing is decided, so that there is nothing to ask.
        var found = await FirstEpochAsync(projectId, cancellationToken) == 0
            ? [.. open.Select(static epoch => new HistoryEntry(epoch, null))]
            : await LookUpAsync(projectId, open, cancellationToken);
        await RememberAsync(projectId, found, marksUndecided: false, cancellationToken);
        foreach (var (epoch, decided) in found)
        {
            if ((decided ?? (await store.BuiltCidsAsync(epoch, [projectId], cancellationToken))[0]) is { } cid) known.Add(epoch, cid);
        }

        return [.. known.OrderBy(static entry => entry.Key).Select(static entry => new CountedSnapshot(entry.Key, entry.Value))];
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> SubmittedAsync(string projectId, long epochId, CancellationToken cancellationToken) =>
        await store.SubmittedCidAsync(epochId, projectId, cancellationToken) is { } cid ? await contents.GetAsync(cid, cancellationToken) : null;

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ContentAsync(Cid cid, CancellationToken cancellationToken) => contents.GetAsync(cid, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<WindowTail> TailAsync(string projectId, long epochId, TimeSpan time, CancellationToken cancellationToken)
    {
        var tail = epochId - window.EpochsIn(time);
        var first = await FirstEpochAsync(projectId, cancellationToken);
        return tail < first ? new WindowTail(first, Extrapolated: true) : new WindowTail(tail, Extrapolated: false);
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
        new(epochId, (await protocol.FinalizedAsync(epochId, [projectId], cancellationToken))[0]);

    private async ValueTask RememberAsync(string projectId, HistoryEntry[] found, bool marksUndecided, CancellationToken cancellationToken)
    {
        FinalizedSnapshot[] decided = [.. found.Where(static entry => entry.Cid is not null).Select(entry => new FinalizedSnapshot(entry.EpochId, projectId, entry.Cid!.Value))];
        UndecidedEpoch[] undecided = marksUndecided
            ? [.. found.Where(static entry => entry.Cid is null).Select(entry => new UndecidedEpoch(entry.EpochId, projectId))]
            : [];
        if (decided.Length + undecided.Length == 0) return;
        await store.CommitAsync(new StateChange { Finalized = decided, Undecided = undecided }, cancellationToken);
    }
}
