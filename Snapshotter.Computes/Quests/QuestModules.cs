using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.Quests;

/// <summary>The quests of the zkEVM branch under their upstream class names (spec 11).</summary>
internal static class QuestModules
{
    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, IBulkProcessor> All { get; } = new Dictionary<string, IBulkProcessor>(StringComparer.Ordinal)
    {
        [nameof(BungeeBridgeProcessor)] = new BungeeBridgeProcessor(),
        [nameof(OwltoBridgeProcessor)] = new OwltoBridgeProcessor(),
        ["QuickswapUSDCSwapProcessor"] = new QuickswapSwapProcessor(QuickswapSwapProcessor.Usdc, QuickswapSwapProcessor.UsdcDecimals),
        ["QuickswapDAISwapProcessor"] = new QuickswapSwapProcessor(QuickswapSwapProcessor.Dai, QuickswapSwapProcessor.DaiDecimals),
        ["QuickswapEthUSDCLPProcessor"] = new QuickswapLiquidityProcessor(),
        [nameof(SafeCreateProcessor)] = new SafeCreateProcessor(),
        [nameof(SafeAddOwnerProcessor)] = new SafeAddOwnerProcessor(),
    };
}
