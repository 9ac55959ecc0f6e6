using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// Composes the snapshot of one aggregate project for one epoch from snapshots that were built before it. A pure function of its input,
/// the finalized history, and facts of the chain that never change.
/// </summary>
public interface IAggregateProcessor
{
    /// <summary>Changes made to a composed snapshot before its bytes are taken, in order.</summary>
    IReadOnlyList<ISnapshotTransformation> Transformations => [];

    /// <summary>
    /// What stands before the configured project type in the ids of this processor's projects: not empty where its bytes are not those of
    /// the network's other nodes, so that the two never meet in one project.
    /// </summary>
    string ProjectTypePrefix => "";

    /// <summary>Composes the aggregate, or returns null when there is nothing to compose.</summary>
    /// <param name="input">The epoch and what was built in it.</param>
    /// <param name="history">What is final of earlier epochs.</param>
    /// <param name="chain">The source chain, for facts that never change, such as a token's symbol.</param>
    /// <param name="cancellationToken">Cancels the composition.</param>
    /// <exception cref="SnapshotException">The data does not allow an aggregate; trying again would not help.</exception>
    ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken);
}
