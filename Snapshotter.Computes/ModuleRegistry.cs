using Snapshotter.Computes.Modules;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes;

/// <summary>The processors and preloaders of this node under their class names, from all sources of modules together.</summary>
public sealed class ModuleRegistry : IModuleRegistry
{
    private readonly Dictionary<string, ISnapshotProcessor> _processors;
    private readonly Dictionary<string, IBulkProcessor> _bulkProcessors;
    private readonly Dictionary<string, IPreloader> _preloaders;
    private readonly Dictionary<string, ISnapshotTransformation> _transformations;
    private readonly ILookup<string, AggregateModule> _aggregates;

    /// <summary>The node's own modules, reading the contracts that the settings name, and added ones.</summary>
    /// <param name="uniswapV2">The contracts.</param>
    /// <param name="added">Modules whose class names no other source has.</param>
    /// <exception cref="ArgumentException">Two sources have one class name.</exception>
    public ModuleRegistry(UniswapV2Settings uniswapV2, params IReadOnlyList<ModuleSet> added)
        : this([BuiltInModules.Upstream(uniswapV2), BuiltInModules.Declared, .. added])
    {
    }

    private ModuleRegistry(IReadOnlyList<ModuleSet> sources)
    {
        _processors = Merge(sources, static source => source.Processors);
        _bulkProcessors = Merge(sources, static source => source.BulkProcessors);
        _preloaders = Merge(sources, static source => source.Preloaders);
        _transformations = Merge(sources, static source => source.Transformations);
        _aggregates = sources.SelectMany(static source => source.Aggregates).ToLookup(static aggregate => aggregate.ClassName, StringComparer.Ordinal);
        Known = new KnownModules(
            _processors.ToDictionary(static entry => entry.Key, static entry => entry.Value.SourceShape, StringComparer.Ordinal),
            NamesOf(_bulkProcessors.Keys),
            NamesOf(_preloaders.Keys),
            NamesOf(sources.SelectMany(static source => source.DelegateTasks)),
            NamesOf(_aggregates.Select(static shared => shared.Key)))
        {
            SharedAggregateProcessors = _aggregates
                .Where(static shared => shared.Any(static aggregate => aggregate.ModuleName is not null))
                .ToDictionary(static shared => shared.Key, static shared => (IReadOnlyList<string>)[.. shared.Select(static aggregate => aggregate.ModuleName!)], StringComparer.Ordinal),
            Transformations = NamesOf(_transformations.Keys),
            Kinds = sources.SelectMany(static source => source.Kinds).ToDictionary(static kind => kind.Name, StringComparer.Ordinal),
        };
    }

    /// <summary>The node's own modules, with the contracts that the folder's uniswap_v2.json names, or the mainnet ones where there is no such file; and added ones.</summary>
    /// <exception cref="ConfigurationException">The file has faults.</exception>
    public static ModuleRegistry FromFolder(string folder, params IReadOnlyList<ModuleSet> added) => new(UniswapV2SettingsFile.Load(folder), added);

    /// <inheritdoc/>
    public KnownModules Known { get; }

    /// <inheritdoc/>
    public ISnapshotProcessor Processor(string className) => _processors.GetValueOrDefault(className) ?? throw Unknown(className);

    /// <inheritdoc/>
    public IBulkProcessor BulkProcessor(string className) => _bulkProcessors.GetValueOrDefault(className) ?? throw Unknown(className);

    /// <inheritdoc/>
    public IAggregateProcessor AggregateProcessor(ModuleReference reference) =>
        _aggregates[reference.ClassName].FirstOrDefault(aggregate => aggregate.ModuleName is null || aggregate.ModuleName == reference.ModuleName)?.Processor
        ?? throw Unknown($"{reference.Module}.{reference.ClassName}");

    /// <inheritdoc/>
    public IPreloader Preloader(string className) => _preloaders.GetValueOrDefault(className) ?? throw Unknown(className);

    /// <inheritdoc/>
    public ISnapshotTransformation Transformation(string className) => _transformations.GetValueOrDefault(className) ?? throw Unknown(className);

    private static Dictionary<string, T> Merge<T>(IEnumerable<ModuleSet> sources, Func<ModuleSet, IReadOnlyDictionary<string, T>> select) =>
        sources.SelectMany(select).ToDictionary(StringComparer.Ordinal);

    private static HashSet<string> NamesOf(IEnumerable<string> names) => names.ToHashSet(StringComparer.Ordinal);

    private static ArgumentException Unknown(string className) => new($"This node has no class '{className}'; check the configuration against {nameof(Known)} first.", nameof(className));
}
