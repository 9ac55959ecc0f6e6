using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions;

namespace Snapshotter.Computes.UniswapV2.Contracts;

/// <summary>What is read of the Uniswap v2 factory.</summary>
internal static class FactoryContract
{
    private static readonly AbiFunction GetPairFunction = AbiFunction.Parse("getPair(address tokenA, address tokenB) view returns (address pair)");

    /// <summary>
    /// Where the factory creates the pair of two tokens: it uses CREATE2 with both as the salt, the lower address first, so no one else can
    /// put a contract there, and a contract that lives there is the factory's pair of these tokens.
    /// </summary>
    public static Address PairAddress(Address factory, Hash32 initCodeHash, Address token0, Address token1) =>
        ContractAddress.Create2(factory, Keccak256.Hash([.. token0.Bytes, .. token1.Bytes]), initCodeHash);

    /// <summary>The call that finds the pair of two tokens; the factory answers alike in either order.</summary>
    public static ReadOnlyMemory<byte> GetPair(Address tokenA, Address tokenB) => GetPairFunction.EncodeCall([tokenA, tokenB]);
}
