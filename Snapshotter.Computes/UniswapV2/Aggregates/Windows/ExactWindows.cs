using System.Collections.Concurrent;
using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Core.Aggregation;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Windows;

/// <summary>
/// Sums windows of projects, and remembers the last one of each so that the next reads only what changed: what came, what left, and what
/// consensus decided otherwise. Because sums are exact, what is remembered changes the work and never the result.
/// </summary>
internal sealed class ExactWindows
{
    /// <summary>The most projects of which a window is remembered: 5,000 epochs of one take a quarter of a megabyte.</summary>
    private const int MaxWindows = 1024;

    private readonly ConcurrentDictionary<string, ExactWindow> _last = new(StringComparer.Ordinal);

    /// <summary>The sum of a project's snapshots.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="counted">The snapshots, by ascending epochs.</param>
    /// <param name="history">Has their contents.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <exception cref="Core.Snapshots.SnapshotException">A snapshot is nowhere to be had or cannot be read.</exception>
    public async ValueTask<VolumeTotals<ExactAmount>> SumAsync(
        string projectId, IReadOnlyList<CountedSnapshot> counted, IFinalizedHistory history, CancellationToken cancellationToken)
    {
        var last = _last.GetValueOrDefault(projectId, ExactWindow.Empty);
        var (added, removed) = last.ChangesTo(counted);
        if (added.Count + removed.Count > counted.Count) (last, added, removed) = (ExactWindow.Empty, [.. counted], []);

        var totals = last.Totals;
        foreach (var snapshot in added) totals += await ReadAsync(projectId, snapshot, history, cancellationToken);
        foreach (var snapshot in removed) totals -= await ReadAsync(projectId, snapshot, history, cancellationToken);
        Remember(projectId, new ExactWindow(counted, totals));
        return totals;
    }

    private static async ValueTask<VolumeTotals<ExactAmount>> ReadAsync(
        string projectId, CountedSnapshot snapshot, IFinalizedHistory history, CancellationToken cancellationToken) =>
        StoredVolume<ExactAmount>.ReadTotals(
            await StoredSnapshot.ContentAsync(snapshot.Cid, projectId, snapshot.EpochId, history, cancellationToken), projectId);

    private void Remember(string projectId, ExactWindow window)
    {
        if (_last.Count >= MaxWindows && !_last.ContainsKey(projectId)) _last.Clear();
        _last[projectId] = window;
    }
}
