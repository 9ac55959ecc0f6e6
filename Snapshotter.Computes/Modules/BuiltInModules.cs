using Snapshotter.Computes.Declared.Calls;
using Snapshotter.Computes.Declared.Events;
using Snapshotter.Computes.Preloading;
using Snapshotter.Computes.Quests;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Computes.UniswapV2.Aggregates;
using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Computes.UniswapV2.TradedPairs;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.Modules;

/// <summary>The sources of modules that come with the node: the upstream classes, and the kinds that are declared by data.</summary>
public static class BuiltInModules
{
    /// <summary>The upstream processors and preloaders, reading the contracts that the settings name.</summary>
    public static ModuleSet Upstream(UniswapV2Settings settings)
    {
        var pairs = new PairReader(settings);
        var ethPrice = new EthPriceReader(settings);
        var tokenPrices = new TokenPriceReader(settings, pairs, ethPrice, new DerivedEtherReader(settings, pairs));
        var pricedPairs = new PricedPairReader(pairs, tokenPrices);
        var tradedPairs = new TradedPairFinder(settings);
        return new ModuleSet
        {
            Processors = new Dictionary<string, ISnapshotProcessor>(StringComparer.Ordinal)
            {
                [nameof(PairTotalReservesProcessor)] = new PairTotalReservesProcessor(pricedPairs),
                [nameof(TradeVolumeProcessor)] = new TradeVolumeProcessor(pricedPairs, settings.Profile),
            },
            BulkProcessors = new Dictionary<string, IBulkProcessor>(QuestModules.All, StringComparer.Ordinal)
            {
                [TradedPairsProcessor.ClassName] = new TradedPairsProcessor(tradedPairs, settings, anyFactory: false),
                [TradedPairsProcessor.AnyFactoryClassName] = new TradedPairsProcessor(tradedPairs, settings, anyFactory: true),
            },
            Aggregates = AggregateModules.All(settings, pairs),
            Preloaders = new Dictionary<string, IPreloader>(StringComparer.Ordinal)
            {
                [nameof(BlockDetailsPreloader)] = new BlockDetailsPreloader(),
                [nameof(EthPricePreloader)] = new EthPricePreloader(ethPrice),
                [BlockTransactionsPreloader.ClassName] = new BlockTransactionsPreloader(),
            },
            DelegateTasks = new HashSet<string>(StringComparer.Ordinal) { BlockTransactionsPreloader.DelegateTaskClassName },
        };
    }

    /// <summary>The class names of the node's own modules, which added ones must not take.</summary>
    public static IReadOnlySet<string> ClassNames { get; } = Upstream(UniswapV2Settings.Mainnet).ClassNames.ToHashSet(StringComparer.Ordinal);

    /// <summary>The views that the node's own modules ask for, which one host may read for all.</summary>
    public static KnownViews Views { get; } = new KnownViews().With(PairContract.Reserves);

    /// <summary>The kinds of processors for which no class is written.</summary>
    public static ModuleSet Declared { get; } = new() { Kinds = [new CallsKind(), new EventsKind()] };
}
