namespace Snapshotter.Core.Configuration;

/// <summary>An entry of aggregator.json.</summary>
/// <param name="ProjectType">The type, which begins the ids of its projects.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="ProjectIdFilter">For <see cref="AggregateKind.SingleProject"/>: a text that the ids of the underlying projects hold.</param>
/// <param name="ProjectsToWaitFor">For <see cref="AggregateKind.MultiProject"/>: the ids of the underlying projects; otherwise empty.</param>
/// <param name="Processor">The processor.</param>
public sealed record AggregateProjectType(
    string ProjectType,
    AggregateKind Kind,
    string? ProjectIdFilter,
    IReadOnlyList<string> ProjectsToWaitFor,
    ModuleReference Processor)
{
    /// <summary>The class names of the transformations that change its snapshots after the processor's own, in order.</summary>
    public IReadOnlyList<string> Transformations { get; init; } = [];
}
