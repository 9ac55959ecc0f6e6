using Snapshotter.Computes.Preloading;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Computes.UniswapV2.Aggregates;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes;

/// <summary>The processors and preloaders of this node, under their upstream class names.</summary>
public sealed class ModuleRegistry : IModuleRegistry
{
    private readonly Dictionary<string, ISnapshotProcessor> _processors;
    private readonly Dictionary<string, IPreloader> _preloaders;
    private readonly AggregateModules _aggregates;

    /// <summary>All modules, reading the contracts that the settings name.</summary>
    public ModuleRegistry(UniswapV2Settings uniswapV2)
    {
        var pairs = new PairReader(uniswapV2);
        var ethPrice = new EthPriceReader(uniswapV2);
        var tokenPrices = new TokenPriceReader(uniswapV2, pairs, ethPrice, new DerivedEtherReader(uniswapV2, pairs));
        var pricedPairs = new PricedPairReader(pairs, tokenPrices);

        _processors = new(StringComparer.Ordinal)
        {
            [nameof(PairTotalReservesProcessor)] = new PairTotalReservesProcessor(pricedPairs),
            [nameof(TradeVolumeProcessor)] = new TradeVolumeProcessor(pricedPairs, uniswapV2.Profile),
        };
        _aggregates = new AggregateModules(uniswapV2, pairs);
        _preloaders = new(StringComparer.Ordinal)
        {
            [nameof(BlockDetailsPreloader)] = new BlockDetailsPreloader(),
            [nameof(EthPricePreloader)] = new EthPricePreloader(ethPrice),
        };
        Known = new KnownModules(
            _processors.Keys.ToDictionary(static name => name, static _ => DataSourceShape.Address, StringComparer.Ordinal),
            _preloaders.Keys.ToHashSet(StringComparer.Ordinal),
            AggregateModules.ClassNames,
            new HashSet<string>(StringComparer.Ordinal) { "TxPreloadWorker", "TxReceiptProcessor" })
        {
            SharedAggregateProcessors = AggregateModules.SharedClassNames,
        };
    }

    /// <summary>All modules, with the contracts that the folder's uniswap_v2.json names, or the mainnet ones where there is no such file.</summary>
    /// <exception cref="ConfigurationException">The file has faults.</exception>
    public static ModuleRegistry FromFolder(string folder) => new(UniswapV2SettingsFile.Load(folder));

    /// <inheritdoc/>
    public KnownModules Known { get; }

    /// <inheritdoc/>
    public ISnapshotProcessor Processor(string className) => _processors.TryGetValue(className, out var processor) ? processor : throw Unknown(className);

    /// <inheritdoc/>
    public IAggregateProcessor AggregateProcessor(ModuleReference reference) =>
        _aggregates.Find(reference) ?? throw Unknown($"{reference.Module}.{reference.ClassName}");

    /// <inheritdoc/>
    public IPreloader Preloader(string className) => _preloaders.TryGetValue(className, out var preloader) ? preloader : throw Unknown(className);

    private static ArgumentException Unknown(string className) => new($"This node has no class '{className}'; check the configuration against {nameof(Known)} first.", nameof(className));
}
