using Snapshotter.Computes.Modules;
using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Windows;
using Snapshotter.Computes.UniswapV2.Pairs;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>The aggregate processors under their upstream names (spec 2.4, spelling as there). Two pairs of modules share a class name each.</summary>
internal static class AggregateModules
{
    private const string TradeVolume = "AggregateTradeVolumeProcessor";
    private const string TopPairs = "AggreagateTopPairsProcessor";
    private const string TopTokens = "AggreagateTopTokensProcessor";
    private const string Stats = "AggreagateStatsProcessor";

    private const string TradeVolume24h = "single_uniswap_trade_volume_24h";
    private const string TradeVolume7d = "single_uniswap_trade_volume_7d";
    private const string TopPairs24h = "multi_uniswap_top_pairs_24h";
    private const string TopPairs7d = "multi_uniswap_top_pairs_7d";

    /// <summary>All of them, in the arithmetic that the settings ask for.</summary>
    public static IReadOnlyList<AggregateModule> All(UniswapV2Settings settings, PairReader pairs) =>
        settings.Arithmetic is UniswapV2Arithmetic.Exact
            ?
            [
                new(TradeVolume, new ExactTradeVolumeProcessor(WindowLengths.Day), TradeVolume24h),
                new(TradeVolume, new ExactTradeVolumeProcessor(WindowLengths.Week), TradeVolume7d),
                .. Collections<ExactAmount>(pairs),
            ]
            :
            [
                new(TradeVolume, new AggregateTradeVolume24hProcessor(settings.Profile), TradeVolume24h),
                new(TradeVolume, new AggregateTradeVolume7dProcessor(settings.Profile), TradeVolume7d),
                .. Collections<FloatAmount>(pairs),
            ];

    private static IEnumerable<AggregateModule> Collections<T>(PairReader pairs) where T : struct, IAmount<T> =>
    [
        new(TopPairs, new AggregateTopPairsProcessor<T>(pairs, TopPairsWindow.Day), TopPairs24h),
        new(TopPairs, new AggregateTopPairsProcessor<T>(pairs, TopPairsWindow.Week), TopPairs7d),
        new(TopTokens, new AggregateTopTokensProcessor<T>(pairs)),
        new(Stats, new AggregateStatsProcessor<T>(pairs)),
    ];
}
