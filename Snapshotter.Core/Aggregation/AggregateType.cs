namespace Snapshotter.Core.Aggregation;

/// <summary>A kind of aggregate and the projects that have it.</summary>
/// <param name="Name">The project type, the first part of its project ids.</param>
/// <param name="Processor">Composes its snapshots.</param>
/// <param name="Projects">One project per underlying project, or one over many.</param>
public sealed record AggregateType(string Name, IAggregateProcessor Processor, IReadOnlyList<AggregateProject> Projects);
