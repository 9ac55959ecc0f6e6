using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Windows;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>The aggregate processors under their upstream names (spec 2.4, spelling as there). Two pairs of modules share a class name each.</summary>
internal sealed class AggregateModules
{
    private const string TradeVolume = "AggregateTradeVolumeProcessor";
    private const string TopPairs = "AggreagateTopPairsProcessor";
    private const string TopTokens = "AggreagateTopTokensProcessor";
    private const string Stats = "AggreagateStatsProcessor";

    private const string TradeVolume24h = "single_uniswap_trade_volume_24h";
    private const string TradeVolume7d = "single_uniswap_trade_volume_7d";
    private const string TopPairs24h = "multi_uniswap_top_pairs_24h";
    private const string TopPairs7d = "multi_uniswap_top_pairs_7d";

    private readonly Dictionary<(string Module, string ClassName), IAggregateProcessor> _shared;
    private readonly Dictionary<string, IAggregateProcessor> _unique;

    public AggregateModules(UniswapV2Settings settings, PairReader pairs)
    {
        var isExact = settings.Arithmetic is UniswapV2Arithmetic.Exact;
        _shared = new()
        {
            [(TradeVolume24h, TradeVolume)] = isExact ? new ExactTradeVolumeProcessor(WindowLengths.Day) : new AggregateTradeVolume24hProcessor(settings.Profile),
            [(TradeVolume7d, TradeVolume)] = isExact ? new ExactTradeVolumeProcessor(WindowLengths.Week) : new AggregateTradeVolume7dProcessor(settings.Profile),
            [(TopPairs24h, TopPairs)] = isExact ? new AggregateTopPairsProcessor<ExactAmount>(pairs, TopPairsWindow.Day) : new AggregateTopPairsProcessor<FloatAmount>(pairs, TopPairsWindow.Day),
            [(TopPairs7d, TopPairs)] = isExact ? new AggregateTopPairsProcessor<ExactAmount>(pairs, TopPairsWindow.Week) : new AggregateTopPairsProcessor<FloatAmount>(pairs, TopPairsWindow.Week),
        };
        _unique = new(StringComparer.Ordinal)
        {
            [TopTokens] = isExact ? new AggregateTopTokensProcessor<ExactAmount>(pairs) : new AggregateTopTokensProcessor<FloatAmount>(pairs),
            [Stats] = isExact ? new AggregateStatsProcessor<ExactAmount>(pairs) : new AggregateStatsProcessor<FloatAmount>(pairs),
        };
    }

    /// <summary>All class names.</summary>
    public static IReadOnlySet<string> ClassNames { get; } = new HashSet<string>(StringComparer.Ordinal) { TradeVolume, TopPairs, TopTokens, Stats };

    /// <summary>The class names that need a module, and the modules that have them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> SharedClassNames { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [TradeVolume] = [TradeVolume24h, TradeVolume7d],
        [TopPairs] = [TopPairs24h, TopPairs7d],
    };

    /// <summary>The processor of a class, or of a class in a module where several modules have it; null when there is none.</summary>
    public IAggregateProcessor? Find(ModuleReference reference) =>
        _unique.GetValueOrDefault(reference.ClassName) ?? _shared.GetValueOrDefault((reference.ModuleName, reference.ClassName));
}
