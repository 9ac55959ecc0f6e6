using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>Tokens and pairs of mainnet.</summary>
internal static class Tokens
{
    public static Address Weth { get; } = Address.Parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");

    public static Address Dai { get; } = Address.Parse("0x6b175474e89094c44da98b954eedeac495271d0f");

    public static Address Usdc { get; } = Address.Parse("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48");

    public static Address Usdt { get; } = Address.Parse("0xdac17f958d2ee523a2206206994597c13d831ec7");

    public static Address Uni { get; } = Address.Parse("0x1f9840a85d5af5bf1d1762f925bdaddc4201f984");

    public static Address Maker { get; } = Address.Parse("0x9f8f72aa9304c8b593d555f12ef6589cc3a579a2");

    public static Address DaiWeth { get; } = Address.Parse("0xa478c2975ab1ea89e8196811f51a7b7ade33eb11");

    public static Address UsdcWeth { get; } = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc");

    public static Address WethUsdt { get; } = Address.Parse("0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852");
}
