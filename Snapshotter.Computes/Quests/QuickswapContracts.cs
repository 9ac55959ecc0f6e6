using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>The contracts of Quickswap on Polygon zkEVM that the quests look at.</summary>
internal static class QuickswapContracts
{
    /// <summary>The routers through which swaps go.</summary>
    public static IReadOnlyList<Address> SwapRouters { get; } =
    [
        Address.Parse("0xb83b554730d29ce4cb55bb42206c3e2c03e4a40a"),
        Address.Parse("0xf6ad3ccf71abb3e12becf6b3d2a74c963859adcd"),
    ];

    /// <summary>The contract through which deposits into the managed position go.</summary>
    public static Address DepositProxy { get; } = Address.Parse("0x8480199e5d711399abb4d51bda329e064c89ad77");

    /// <summary>The managed ETH/USDC position.</summary>
    public static Address ManagedPosition { get; } = Address.Parse("0x04c6b11e1ffe1f1032bd62adb343c9d07767489c");

    /// <summary>The contract that holds all other positions.</summary>
    public static Address PositionManager { get; } = Address.Parse("0xd8e1e7009802c914b0d39b31fc1759a865b727b1");

    /// <summary>The ETH/USDC pool.</summary>
    public static Address EthUsdcPool { get; } = Address.Parse("0xc44ad482f24fd750caeba387d2726d8653f8c4bb");
}
