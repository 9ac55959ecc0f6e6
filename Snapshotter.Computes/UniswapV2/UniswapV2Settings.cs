using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2;

/// <summary>The contracts that Uniswap v2 snapshots are computed from (spec 2.6). They decide the bytes of every snapshot, so all nodes of a network must agree on them.</summary>
public sealed record UniswapV2Settings
{
    private const int DaiDecimals = 18;
    private const int UsdDecimals = 6;

    /// <summary>The factory, which knows the pairs.</summary>
    public required Address Factory { get; init; }

    /// <summary>Keccak-256 of the code the factory creates pairs with, which with the factory and the tokens gives a pair's address (EIP-1014).</summary>
    /// <value>Default that of Uniswap v2 itself; a fork that compiled the contract anew has another.</value>
    public Hash32 PairInitCodeHash { get; init; } = UniswapV2Addresses.PairInitCodeHash;

    /// <summary>The router, which knows the price of a swap.</summary>
    public required Address Router { get; init; }

    /// <summary>Wrapped ether.</summary>
    public required Address Weth { get; init; }

    /// <summary>The Maker token, whose name and symbol are bytes32.</summary>
    public required Address Maker { get; init; }

    /// <summary>The tokens by which others are priced, in the order they are tried.</summary>
    public required IReadOnlyList<Address> Whitelist { get; init; }

    /// <summary>The pools that the price of ether is taken from: DAI, USDC, USDT. The order decides the last bits of the price.</summary>
    public required IReadOnlyList<EthPricePool> EthPricePools { get; init; }

    /// <summary>The upstream branch whose bytes are built.</summary>
    /// <value>Default eth_uniswapv2.</value>
    public UniswapV2Profile Profile { get; init; } = UniswapV2Profile.EthUniswapV2;

    /// <summary>How aggregates add up.</summary>
    /// <value>Default compatible.</value>
    public UniswapV2Arithmetic Arithmetic { get; init; }

    /// <summary>Ethereum mainnet, as upstream.</summary>
    public static UniswapV2Settings Mainnet { get; } = UniswapV2SettingsFile.Build(UniswapV2Addresses.Mainnet, UniswapV2Addresses.MainnetWhitelist);

    /// <summary>The settings in <c>uniswap_v2.json</c> of a configuration folder, or mainnet's where there is no such file.</summary>
    /// <exception cref="Core.Configuration.ConfigurationException">An entry is wrong or unknown; the message lists every fault.</exception>
    public static UniswapV2Settings Load(string folder) => UniswapV2SettingsFile.Load(folder);

    /// <summary>The pools of these pairs. A pair's token0 is the one with the lower address, which tells the side of WETH.</summary>
    internal static IReadOnlyList<EthPricePool> Pools(Address weth, (Address Pair, Address Token) dai, (Address Pair, Address Token) usdc, (Address Pair, Address Token) usdt) =>
    [
        new EthPricePool(dai.Pair, DaiDecimals, weth < dai.Token),
        new EthPricePool(usdc.Pair, UsdDecimals, weth < usdc.Token),
        new EthPricePool(usdt.Pair, UsdDecimals, weth < usdt.Token),
    ];
}
