using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Contracts;

/// <summary>What is read of the Uniswap v2 factory.</summary>
internal static class FactoryContract
{
    private static readonly AbiFunction GetPairFunction = AbiFunction.Parse("getPair(address tokenA, address tokenB) view returns (address pair)");

    /// <summary>The call that finds the pair of two tokens; the factory answers alike in either order.</summary>
    public static ReadOnlyMemory<byte> GetPair(Address tokenA, Address tokenB) => GetPairFunction.EncodeCall([tokenA, tokenB]);
}
