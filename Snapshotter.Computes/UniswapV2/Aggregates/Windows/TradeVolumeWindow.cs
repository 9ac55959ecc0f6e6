using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Windows;

/// <summary>
/// The day that ends with a trade-volume snapshot, summed in doubles. The order of the additions is upstream's and decides the last bits.
/// </summary>
/// <param name="history">What is final.</param>
/// <param name="current">The snapshot of the window's last epoch.</param>
internal sealed class TradeVolumeWindow(IFinalizedHistory history, BuiltSnapshot current)
{
    /// <summary>Where the window begins.</summary>
    public ValueTask<WindowTail> TailAsync(CancellationToken cancellationToken) =>
        history.TailAsync(current.ProjectId, current.EpochId, WindowLengths.Day, cancellationToken);

    /// <summary>Continues the aggregate's last finalized snapshot, or null when there is none within the window or an epoch since is unknown.</summary>
    /// <param name="aggregateId">The aggregate's project.</param>
    /// <param name="tail">Where the window begins.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async ValueTask<VolumeTotals<FloatAmount>?> ContinueAsync(string aggregateId, WindowTail tail, CancellationToken cancellationToken)
    {
        if (await history.FirstEpochAsync(aggregateId, cancellationToken) == 0) return null;
        if (await history.LatestAsync(aggregateId, current.EpochId, cancellationToken) is not { Cid: { } cid } last || last.EpochId <= tail.EpochId) return null;
        if (await history.ContentAsync(cid, cancellationToken) is not { } content) return null;

        var totals = StoredVolume<FloatAmount>.ReadAggregate(content, aggregateId).Totals;
        if (await SinceAsync(last.EpochId, cancellationToken) is not { } since) return null;
        foreach (var added in since) totals += Read(added);
        foreach (var left in await LeftSinceAsync(last.EpochId, cancellationToken)) totals -= Read(left);
        return totals;
    }

    /// <summary>Adds up all of the window: the current snapshot first.</summary>
    public async ValueTask<VolumeTotals<FloatAmount>?> RebuildAsync(WindowTail tail, CancellationToken cancellationToken)
    {
        var content = await history.RequiredContentAsync(current.Cid, current.ProjectId, current.EpochId, cancellationToken);
        var totals = default(VolumeTotals<FloatAmount>) + Read(content);
        foreach (var earlier in await history.RangeAsync(current.ProjectId, tail.EpochId, current.EpochId - 1, cancellationToken)) totals += Read(earlier);
        return totals;
    }

    /// <summary>The snapshots after an epoch: those of finalized epochs, then those this node built, or null when one of the latter is not remembered.</summary>
    private async ValueTask<List<ReadOnlyMemory<byte>>?> SinceAsync(long epochId, CancellationToken cancellationToken)
    {
        var since = new List<ReadOnlyMemory<byte>>();
        var reached = epochId;
        if (await history.LatestAsync(current.ProjectId, current.EpochId, cancellationToken) is { } latest && latest.EpochId > epochId)
        {
            since.AddRange(await history.RangeAsync(current.ProjectId, epochId + 1, latest.EpochId, cancellationToken));
            reached = latest.EpochId;
        }

        for (var epoch = reached + 1; epoch <= current.EpochId; epoch++)
        {
            if (await history.SubmittedAsync(current.ProjectId, epoch, cancellationToken) is not { } submitted) return null;
            since.Add(submitted);
        }

        return since;
    }

    /// <summary>The snapshots that were in the window of an epoch and are not in this one, as far as that window was not cut short.</summary>
    private async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> LeftSinceAsync(long epochId, CancellationToken cancellationToken)
    {
        var last = await history.TailAsync(current.ProjectId, current.EpochId - 1, WindowLengths.Day, cancellationToken);
        if (last.Extrapolated) return [];

        // Where the earlier window was cut short, the project's first epoch is the first to leave.
        var first = await history.TailAsync(current.ProjectId, epochId, WindowLengths.Day, cancellationToken);
        return await history.RangeAsync(current.ProjectId, first.EpochId, last.EpochId, cancellationToken);
    }

    private VolumeTotals<FloatAmount> Read(ReadOnlyMemory<byte> content) => StoredVolume<FloatAmount>.ReadTotals(content, current.ProjectId);
}
