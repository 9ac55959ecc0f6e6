using Snapshotter.Core.Chain;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// Builds the snapshot of one project for one epoch. A pure function of what it reads from the chain: no clock, no randomness,
/// no state of its own, so that two honest nodes build the same bytes. One instance serves all epochs at once.
/// </summary>
public interface ISnapshotProcessor
{
    /// <summary>What data source the processor expects; a configuration that gives another is refused at start.</summary>
    DataSourceShape SourceShape => DataSourceShape.Any;

    /// <summary>Changes made to a built snapshot before its bytes are taken, in order.</summary>
    IReadOnlyList<ISnapshotTransformation> Transformations => [];

    /// <summary>Builds the snapshot, or returns null when the epoch holds nothing to say about the source.</summary>
    /// <param name="source">The data source, or null for a project type without one.</param>
    /// <param name="chain">The source chain during the epoch. Ask for one value at a time: reads are coalesced and cached behind it.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    /// <exception cref="SnapshotException">The data on the chain does not allow a snapshot; trying again would not help.</exception>
    ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken);
}
