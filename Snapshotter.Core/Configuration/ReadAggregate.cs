namespace Snapshotter.Core.Configuration;

/// <summary>An aggregate with the places in the file of what it refers to, for faults that show only when all aggregates are read.</summary>
internal sealed record ReadAggregate(AggregateProjectType Type, ConfigurationNode? Filter, IReadOnlyList<(string Id, ConfigurationNode Node)> WaitFor);
