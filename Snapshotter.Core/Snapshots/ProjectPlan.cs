using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Preloading;

namespace Snapshotter.Core.Snapshots;

/// <summary>Everything the node builds: the resolved configuration.</summary>
/// <param name="Namespace">The last part of every project id.</param>
/// <param name="Types">The project types in the order of the configuration.</param>
/// <param name="Preloaders">The preloaders by task type.</param>
public sealed record ProjectPlan(string Namespace, IReadOnlyList<ProjectType> Types, IReadOnlyDictionary<string, IPreloader> Preloaders)
{
    /// <summary>The project types whose projects each epoch tells, in the order of the configuration.</summary>
    public IReadOnlyList<BulkProjectType> BulkTypes { get; init; } = [];

    /// <summary>How preloaders hand work on.</summary>
    public DelegatedWork Delegated { get; init; } = DelegatedWork.Default;

    /// <summary>The aggregate types, in the order of the configuration.</summary>
    public IReadOnlyList<AggregateType> Aggregates { get; init; } = [];

    /// <summary>The ids of all projects: base projects first, then aggregates.</summary>
    public IEnumerable<string> ProjectIds => BaseProjectIds.Concat(Aggregates.SelectMany(static type => type.Projects).Select(static project => project.Id));

    /// <summary>The ids of the projects that are built from the chain alone.</summary>
    public IEnumerable<string> BaseProjectIds => Types.SelectMany(static type => type.Projects).Select(static project => project.Id);

    /// <summary>The aggregate type with this name, or null when the configuration no longer has it.</summary>
    public AggregateType? FindAggregate(string name) => Aggregates.FirstOrDefault(type => type.Name == name);

    /// <summary>The task types that must have been preloaded, each once.</summary>
    public IEnumerable<string> PreloadTasks =>
        Types.SelectMany(static type => type.PreloadTasks).Concat(BulkTypes.SelectMany(static type => type.PreloadTasks)).Distinct(StringComparer.Ordinal);

    /// <summary>The names of the project types that are built from the chain alone.</summary>
    public IEnumerable<string> TypeNames => Types.Select(static type => type.Name).Concat(BulkTypes.Select(static type => type.Name));

    /// <summary>The bulk type with this name, or null when the configuration no longer has it.</summary>
    public BulkProjectType? FindBulk(string name) => BulkTypes.FirstOrDefault(type => type.Name == name);

    /// <summary>The type with this name, or null when the configuration no longer has it.</summary>
    public ProjectType? Find(string name) => Types.FirstOrDefault(type => type.Name == name);
}
