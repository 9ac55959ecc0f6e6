using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>What an aggregate is composed from in its epoch.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="ProjectId">The aggregate's own project id.</param>
/// <param name="Underlying">The snapshots that count in the epoch, those this node built unless consensus has decided on others already: one for an aggregate over a single project; all of the collection,
/// ordered by the text of the CID and then by project id, for one over many (spec 4.6: the order decides sums and ties).</param>
public sealed record AggregateInput(Epoch Epoch, string ProjectId, IReadOnlyList<BuiltSnapshot> Underlying)
{
    /// <summary>The one snapshot that an aggregate over a single project is built upon.</summary>
    /// <exception cref="SnapshotException">The aggregate is configured over many projects.</exception>
    public BuiltSnapshot SingleUnderlying() => Underlying is [var only]
        ? only
        : throw new SnapshotException($"{ProjectId} is made of one project's snapshots and was given {Underlying.Count}: set its aggregate_on to SingleProject.");
}
