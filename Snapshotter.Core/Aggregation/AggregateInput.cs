using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>What an aggregate is composed from in its epoch.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="ProjectId">The aggregate's own project id.</param>
/// <param name="Underlying">The snapshots this node built in the epoch: one for an aggregate over a single project; all of the collection,
/// ordered by the text of the CID and then by project id, for one over many (spec 4.6: the order decides sums and ties).</param>
public sealed record AggregateInput(Epoch Epoch, string ProjectId, IReadOnlyList<BuiltSnapshot> Underlying);
