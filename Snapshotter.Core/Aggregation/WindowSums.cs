using System.Collections.Concurrent;
using System.Numerics;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// Sums windows of projects, and remembers the last one of each so that the next reads only what changed: what came, what left, and what
/// consensus decided otherwise. What is remembered changes the work and never the result, provided that sums are exact: taking an amount away must
/// undo adding it, as it does with whole numbers and not with doubles.
/// </summary>
/// <typeparam name="T">The sum; its default value is zero.</typeparam>
/// <param name="read">Reads what is summed from the content of a snapshot, given with the id of its project.</param>
public sealed class WindowSums<T>(Func<ReadOnlyMemory<byte>, string, T> read) where T : struct, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>
{
    /// <summary>The most projects of which a window is remembered: 5,000 epochs of one take a quarter of a megabyte.</summary>
    private const int MaxWindows = 1024;

    private readonly ConcurrentDictionary<string, SummedWindow<T>> _last = new(StringComparer.Ordinal);

    /// <summary>The sum of a project's snapshots.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="counted">The snapshots, by ascending epochs.</param>
    /// <param name="history">Has their contents.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <exception cref="Snapshots.SnapshotException">A snapshot is nowhere to be had or cannot be read.</exception>
    public async ValueTask<T> SumAsync(string projectId, IReadOnlyList<CountedSnapshot> counted, IFinalizedHistory history, CancellationToken cancellationToken)
    {
        var last = _last.GetValueOrDefault(projectId, SummedWindow<T>.Empty);
        var (added, removed) = last.ChangesTo(counted);
        if (added.Count + removed.Count > counted.Count) (last, added, removed) = (SummedWindow<T>.Empty, [.. counted], []);

        var totals = last.Totals;
        foreach (var snapshot in added) totals += await ReadAsync(projectId, snapshot, history, cancellationToken);
        foreach (var snapshot in removed) totals -= await ReadAsync(projectId, snapshot, history, cancellationToken);
        Remember(projectId, new SummedWindow<T>(counted, totals));
        return totals;
    }

    private async ValueTask<T> ReadAsync(string projectId, CountedSnapshot snapshot, IFinalizedHistory history, CancellationToken cancellationToken) =>
        read(await history.RequiredContentAsync(snapshot.Cid, projectId, snapshot.EpochId, cancellationToken), projectId);

    private void Remember(string projectId, SummedWindow<T> window)
    {
        if (_last.Count >= MaxWindows && !_last.ContainsKey(projectId)) _last.Clear();
        _last[projectId] = window;
    }
}
