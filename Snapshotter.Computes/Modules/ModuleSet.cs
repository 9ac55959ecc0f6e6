using Snapshotter.Core.Configuration;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.Modules;

/// <summary>What one source of modules offers, each under the name by which a configuration asks for it.</summary>
public sealed record ModuleSet
{
    /// <summary>Snapshot processors by class name.</summary>
    public IReadOnlyDictionary<string, ISnapshotProcessor> Processors { get; init; } = new Dictionary<string, ISnapshotProcessor>(StringComparer.Ordinal);

    /// <summary>Bulk processors by class name.</summary>
    public IReadOnlyDictionary<string, IBulkProcessor> BulkProcessors { get; init; } = new Dictionary<string, IBulkProcessor>(StringComparer.Ordinal);

    /// <summary>Aggregate processors.</summary>
    public IReadOnlyList<AggregateModule> Aggregates { get; init; } = [];

    /// <summary>Preloaders by class name.</summary>
    public IReadOnlyDictionary<string, IPreloader> Preloaders { get; init; } = new Dictionary<string, IPreloader>(StringComparer.Ordinal);

    /// <summary>Transformations by class name.</summary>
    public IReadOnlyDictionary<string, ISnapshotTransformation> Transformations { get; init; } = new Dictionary<string, ISnapshotTransformation>(StringComparer.Ordinal);

    /// <summary>Kinds of processors that are declared by data.</summary>
    public IReadOnlyList<IProcessorKind> Kinds { get; init; } = [];

    /// <summary>Class names of tasks that preloaders hand on.</summary>
    public IReadOnlySet<string> DelegateTasks { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>All class names.</summary>
    public IEnumerable<string> ClassNames =>
    [
        .. Processors.Keys,
        .. BulkProcessors.Keys,
        .. Aggregates.Select(static aggregate => aggregate.ClassName),
        .. Preloaders.Keys,
        .. Transformations.Keys,
        .. DelegateTasks,
    ];
}
