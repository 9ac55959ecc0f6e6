namespace Snapshotter.Core.Aggregation;

/// <summary>An aggregate project.</summary>
/// <param name="Id">The project id (spec 0.2).</param>
/// <param name="Underlying">The ids of the projects it is composed from.</param>
public sealed record AggregateProject(string Id, IReadOnlyList<string> Underlying);
