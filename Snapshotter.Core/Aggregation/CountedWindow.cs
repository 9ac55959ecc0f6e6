using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>A window of time over one project, in which each epoch counts once: a function of the window and of the snapshots that count, whatever was built before.</summary>
/// <param name="FirstEpochId">The window's first epoch.</param>
/// <param name="EpochId">Its last one.</param>
/// <param name="Counted">The snapshots that count, by ascending epochs.</param>
/// <param name="IsComplete">Whether every epoch of the window counts.</param>
public sealed record CountedWindow(long FirstEpochId, long EpochId, IReadOnlyList<CountedSnapshot> Counted, bool IsComplete)
{
    /// <summary>The window that ends with an epoch.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="epochId">The last epoch.</param>
    /// <param name="own">The snapshot that this node built of it, which counts while nothing is decided; or null.</param>
    /// <param name="length">The length; the window has the last epoch and as many before it as fit.</param>
    /// <param name="history">What is final.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async ValueTask<CountedWindow> ReadAsync(
        string projectId, long epochId, Cid? own, TimeSpan length, IFinalizedHistory history, CancellationToken cancellationToken)
    {
        // It begins where its length says, not with the project's first decision, which nodes hear of at different times.
        var first = Math.Max(Epoch.FirstId, epochId - history.EpochsIn(length));
        var counted = await history.CountedAsync(projectId, first, epochId, cancellationToken);
        var isLastMissing = counted is not [.., var last] || last.EpochId != epochId;
        if (isLastMissing && own is { } cid) counted = [.. counted, new CountedSnapshot(epochId, cid)];
        return new CountedWindow(first, epochId, counted, counted.Count == history.EpochsIn(length) + 1);
    }
}
