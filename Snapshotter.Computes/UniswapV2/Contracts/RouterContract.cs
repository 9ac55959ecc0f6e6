using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Contracts;

/// <summary>What is read of the Uniswap v2 router, and the same computed from reserves (UniswapV2Library.sol of v2-periphery).</summary>
internal static class RouterContract
{
    private static readonly AbiFunction GetAmountsOutFunction = AbiFunction.Parse("getAmountsOut(uint256 amountIn, address[] path) view returns (uint256[] amounts)");
    private static readonly BigInteger MaxUInt256 = BigInteger.Pow(2, 256) - 1;

    /// <summary>The call that tells what one swap would give.</summary>
    public static ReadOnlyMemory<byte> GetAmountsOut(BigInteger amountIn, Address from, Address to) =>
        GetAmountsOutFunction.EncodeCall([amountIn, new object?[] { from, to }]);

    /// <summary>The last amount of the answer.</summary>
    /// <exception cref="FormatException">The answer holds no two amounts.</exception>
    public static BigInteger ReadAmountOut(ReadOnlySpan<byte> answer)
    {
        var amounts = GetAmountsOutFunction.DecodeResult(answer).Get<object?[]>(0);
        return amounts is [_, BigInteger amountOut] ? amountOut : throw new FormatException($"getAmountsOut answered {amounts.Length} amounts instead of 2.");
    }

    /// <summary>What a swap of <paramref name="amountIn"/> gives after the fee of 0.3%, or null where the router reverts: a reserve is zero, or a product overflows.</summary>
    public static BigInteger? AmountOut(BigInteger amountIn, UInt128 reserveIn, UInt128 reserveOut)
    {
        if (amountIn.IsZero || reserveIn == 0 || reserveOut == 0) return null;
        var amountInWithFee = amountIn * 997;
        var numerator = amountInWithFee * reserveOut;
        var denominator = ((BigInteger)reserveIn * 1000) + amountInWithFee;
        return numerator > MaxUInt256 || denominator > MaxUInt256 ? null : numerator / denominator;
    }
}
