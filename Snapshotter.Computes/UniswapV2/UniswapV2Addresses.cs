using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2;

/// <summary>The names that upstream's <c>contract_addresses</c> has, and mainnet's addresses.</summary>
internal static class UniswapV2Addresses
{
    public const string Factory = "iuniswap_v2_factory";
    public const string Router = "iuniswap_v2_router";
    public const string Weth = "WETH";
    public const string Dai = "DAI";
    public const string Usdc = "USDC";
    public const string Usdt = "USDT";
    public const string Maker = "MAKER";
    public const string DaiWethPair = "DAI_WETH_PAIR";
    public const string UsdcWethPair = "USDC_WETH_PAIR";
    public const string UsdtWethPair = "USDT_WETH_PAIR";

    /// <summary>The hash of the creation code of UniswapV2Pair as published (v2-core 1.0.0).</summary>
    public static Hash32 PairInitCodeHash { get; } = Hash32.Parse("0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f");

    /// <summary>Names that upstream lists and uses for nothing.</summary>
    public static IReadOnlySet<string> Unused { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "iuniswap_v2_pair", "WETH_USDT", "WETH-USDT", "FRAX", "SYN", "FEI", "agEUR",
    };

    public static IReadOnlyDictionary<string, Address> Mainnet { get; } = new Dictionary<string, Address>(StringComparer.Ordinal)
    {
        [Factory] = Address.Parse("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f"),
        [Router] = Address.Parse("0x7a250d5630b4cf539739df2c5dacb4c659f2488d"),
        [Weth] = Address.Parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"),
        [Dai] = Address.Parse("0x6b175474e89094c44da98b954eedeac495271d0f"),
        [Usdc] = Address.Parse("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"),
        [Usdt] = Address.Parse("0xdac17f958d2ee523a2206206994597c13d831ec7"),
        [Maker] = Address.Parse("0x9f8f72aa9304c8b593d555f12ef6589cc3a579a2"),
        [DaiWethPair] = Address.Parse("0xa478c2975ab1ea89e8196811f51a7b7ade33eb11"),
        [UsdcWethPair] = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc"),
        [UsdtWethPair] = Address.Parse("0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852"),
    };

    public static IReadOnlyList<Address> MainnetWhitelist { get; } =
    [
        Mainnet[Weth],
        Mainnet[Dai],
        Mainnet[Usdc],
        Mainnet[Usdt],
        Address.Parse("0x0000000000085d4780b73119b644ae5ecd22b376"),
        Address.Parse("0x5d3a536e4d6dbd6114cc1ead35777bab948e3643"),
        Address.Parse("0x39aa39c021dfbae8fac545936693ac917d5e7563"),
        Address.Parse("0x57ab1ec28d129707052df4df418d58a2d46d5f51"),
        Mainnet[Maker],
        Address.Parse("0xc00e94cb662c3520282e6f5717214004a7f26888"),
        Address.Parse("0x514910771af9ca656af840dff83e8264ecf986ca"),
        Address.Parse("0x960b236a07cf122663c4303350609a66a7b288c0"),
        Address.Parse("0xc011a73ee8576fb46f5e1c5751ca3b9fe0af2a6f"),
        Address.Parse("0x0bc529c00c6401aef6d220be8c6ea1667f6ad93e"),
        Address.Parse("0xdf5e0e81dff6faf3a7e52ba697820c5e32d806a8"),
        Address.Parse("0x853d955acef822db058eb8505911ed77f175b99e"),
        Address.Parse("0xa47c8bf37f92abed4a126bda807a7b7498661acd"),
        Address.Parse("0x1f9840a85d5af5bf1d1762f925bdaddc4201f984"),
        Address.Parse("0x2260fac5e5542a773aa44fbcfedf7c193bc2c599"),
        Address.Parse("0x956f47f50a910163d8bf957cf5846d573e7f87ca"),
    ];
}
