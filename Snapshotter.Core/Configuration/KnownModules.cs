using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>The class names that this node has an implementation of, its own and those of added modules, against which a configuration is checked.</summary>
/// <param name="Processors">Snapshot processors and the data source each expects.</param>
/// <param name="BulkProcessors">Processors that build the snapshots of many projects in one run.</param>
/// <param name="Preloaders">Preloaders.</param>
/// <param name="DelegateTasks">Tasks that preloaders hand on.</param>
/// <param name="AggregateProcessors">Aggregate processors.</param>
public sealed record KnownModules(
    IReadOnlyDictionary<string, DataSourceShape> Processors,
    IReadOnlySet<string> BulkProcessors,
    IReadOnlySet<string> Preloaders,
    IReadOnlySet<string> DelegateTasks,
    IReadOnlySet<string> AggregateProcessors)
{
    /// <summary>Class names that several modules share: the last parts of those modules' paths, of which a configuration must name one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> SharedAggregateProcessors { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Transformations, which a project type may name.</summary>
    public IReadOnlySet<string> Transformations { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The kinds of processors that a project type may declare instead of naming a class, by name.</summary>
    public IReadOnlyDictionary<string, IProcessorKind> Kinds { get; init; } = new Dictionary<string, IProcessorKind>(StringComparer.Ordinal);
}
