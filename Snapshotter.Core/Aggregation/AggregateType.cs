using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>A kind of aggregate and the projects that have it.</summary>
/// <param name="Name">The project type, the first part of its project ids.</param>
/// <param name="Processor">Composes its snapshots.</param>
/// <param name="Projects">One project per underlying project, or one over many.</param>
public sealed record AggregateType(string Name, IAggregateProcessor Processor, IReadOnlyList<AggregateProject> Projects)
{
    /// <summary>For aggregates over a single project: a text that the ids of the underlying projects hold. Null for one over many.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether an aggregate over the project alone follows from it.</summary>
    public bool FollowsFrom(string projectId) => Filter is { } filter && projectId.Contains(filter, StringComparison.Ordinal);

    /// <summary>The aggregate over a single project.</summary>
    public AggregateProject Over(string projectId, string projectNamespace) =>
        new(ProjectId.SingleAggregate(Name, projectId, projectNamespace), [projectId]);

    /// <summary>The transformations that the configuration attaches.</summary>
    public IReadOnlyList<ISnapshotTransformation> Attached { get; init; } = [];

    /// <summary>All changes made to a composed snapshot: the processor's own, then those that the configuration attaches.</summary>
    public IReadOnlyList<ISnapshotTransformation> Transformations => [.. Processor.Transformations, .. Attached];
}
