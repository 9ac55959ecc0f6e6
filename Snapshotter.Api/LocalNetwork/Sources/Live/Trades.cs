using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>Calls of the router and of tokens.</summary>
internal static class Trades
{
    // The year 2200: no call waits.
    private const long Deadline = 7_258_118_400;

    private static readonly AbiFunction Swapping = AbiFunction.Parse("swapExactTokensForTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)");

    private static readonly AbiFunction Adding = AbiFunction.Parse(
        "addLiquidity(address tokenA, address tokenB, uint256 amountADesired, uint256 amountBDesired, uint256 amountAMin, uint256 amountBMin, address to, uint256 deadline)");

    private static readonly AbiFunction Removing = AbiFunction.Parse(
        "removeLiquidity(address tokenA, address tokenB, uint256 liquidity, uint256 amountAMin, uint256 amountBMin, address to, uint256 deadline)");

    private static readonly AbiFunction Transferring = AbiFunction.Parse("transfer(address to, uint256 amount)");

    /// <summary>Swaps an amount of one token for whatever there is of the other.</summary>
    public static byte[] Swap(Token from, Token to, BigInteger amount, Address recipient) =>
        Swapping.EncodeCall([amount, 0, new object?[] { from.Address, to.Address }, recipient, Deadline]);

    /// <summary>Puts tokens into a pair, at its price.</summary>
    public static byte[] AddLiquidity(Pool pool, BigInteger amountA, BigInteger amountB, Address recipient) =>
        Adding.EncodeCall([pool.A.Address, pool.B.Address, amountA, amountB, 0, 0, recipient, Deadline]);

    /// <summary>Takes shares of a pair out of it.</summary>
    public static byte[] RemoveLiquidity(Pool pool, BigInteger shares, Address recipient) =>
        Removing.EncodeCall([pool.A.Address, pool.B.Address, shares, 0, 0, recipient, Deadline]);

    /// <summary>Moves tokens, which is no trade.</summary>
    public static byte[] Transfer(Address recipient, BigInteger amount) => Transferring.EncodeCall([recipient, amount]);
}
