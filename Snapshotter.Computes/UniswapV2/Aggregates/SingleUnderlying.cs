using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>The one snapshot that an aggregate over a single project is built upon.</summary>
internal static class SingleUnderlying
{
    /// <exception cref="SnapshotException">The aggregate is configured over many projects.</exception>
    public static BuiltSnapshot Of(AggregateInput input) => input.Underlying is [var only]
        ? only
        : throw new SnapshotException($"{input.ProjectId} is made of one project's snapshots and was given {input.Underlying.Count}: set its aggregate_on to SingleProject.");
}
