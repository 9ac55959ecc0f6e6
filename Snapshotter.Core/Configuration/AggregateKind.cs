namespace Snapshotter.Core.Configuration;

/// <summary>What an aggregate is made of; the names are those of <c>aggregate_on</c>.</summary>
public enum AggregateKind
{
    /// <summary>One project's snapshots over time: an aggregate per project whose id holds the filter.</summary>
    SingleProject = 0,

    /// <summary>Many projects' snapshots of one epoch: one aggregate when all of them are there.</summary>
    MultiProject = 1,
}
