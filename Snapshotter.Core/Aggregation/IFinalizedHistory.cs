using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// What is final of earlier epochs, as this node knows it (spec 1.2.1, 8.5). An epoch that the node did not hear of is looked up in the
/// protocol state once; that it was undecided then is remembered as well, because windows depend on it.
/// </summary>
public interface IFinalizedHistory
{
    /// <summary>The first epoch that was ever finalized for the project, or 0.</summary>
    ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>
    /// The highest epoch before another of which anything is remembered for the project. The CID is null when that epoch was undecided when
    /// it was looked up; such a mark wins over a CID that arrived later for the same epoch, as it does upstream (spec 14, D14). Upstream sets
    /// no bound, so that anything planted for a future epoch stops its aggregates (D13).
    /// </summary>
    ValueTask<HistoryEntry?> LatestAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken);

    /// <summary>The content of the project's finalized snapshot of an epoch, or null when there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> AtAsync(string projectId, long epochId, CancellationToken cancellationToken);

    /// <summary>
    /// The contents of a range of epochs, both ends included, clamped to the project's first epoch; epochs without a snapshot are left out.
    /// Those the node knew come first in ascending order, then those it had to look up, in the order upstream visits them (spec 8.5).
    /// </summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> RangeAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken);

    /// <summary>
    /// The CIDs that count for a range of epochs, both ends included, in ascending order: what consensus decided and, while it has not, what
    /// this node built; epochs with neither are left out. Unlike <see cref="RangeAsync"/> it asks again for every epoch whose decision is
    /// not known and remembers no mark, so that the answer does not depend on when it was asked before.
    /// </summary>
    ValueTask<IReadOnlyList<CountedSnapshot>> CountedAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken);

    /// <summary>
    /// The content this node itself built for a base project in an epoch, while it is remembered as submitted, or null. Where consensus has decided on
    /// another meanwhile, that one: nothing that is composed of the other would be decided on.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> SubmittedAsync(string projectId, long epochId, CancellationToken cancellationToken);

    /// <summary>The content of a CID, or null when it is nowhere to be had.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ContentAsync(Cid cid, CancellationToken cancellationToken);

    /// <summary>
    /// The first epoch of a window that ends with <paramref name="epochId"/>: so many whole epochs before it as fit into <paramref name="time"/>, but not
    /// before the project's first one; then the window is extrapolated (spec 8.5).
    /// </summary>
    ValueTask<WindowTail> TailAsync(string projectId, long epochId, TimeSpan time, CancellationToken cancellationToken);

    /// <summary>How many whole epochs fit into a time. All nodes of a network agree on it.</summary>
    long EpochsIn(TimeSpan time);
}
