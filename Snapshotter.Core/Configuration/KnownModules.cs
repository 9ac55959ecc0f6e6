namespace Snapshotter.Core.Configuration;

/// <summary>The upstream class names that this node has an implementation of, against which a configuration is checked.</summary>
/// <param name="Processors">Snapshot processors and the data source each expects.</param>
/// <param name="Preloaders">Preloaders.</param>
/// <param name="AggregateProcessors">Aggregate processors.</param>
/// <param name="NotYet">Names that upstream has and this node recognises but cannot run: a fault only where a project asks for one.</param>
public sealed record KnownModules(
    IReadOnlyDictionary<string, DataSourceShape> Processors,
    IReadOnlySet<string> Preloaders,
    IReadOnlySet<string> AggregateProcessors,
    IReadOnlySet<string> NotYet)
{
    /// <summary>Class names that several modules share: the last parts of those modules' paths, of which a configuration must name one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> SharedAggregateProcessors { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}
