using System.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Liquidity put into a position of one's own. All numbers are raw.</summary>
/// <param name="TokenId">The position.</param>
/// <param name="Liquidity">The liquidity asked for.</param>
/// <param name="ActualLiquidity">The liquidity added.</param>
/// <param name="Amount0">What went in of token0.</param>
/// <param name="Amount1">What went in of token1.</param>
/// <param name="Pool">The pool.</param>
public sealed record QuickswapIncreaseSnapshot(BigInteger TokenId, BigInteger Liquidity, BigInteger ActualLiquidity, BigInteger Amount0, BigInteger Amount1, Address Pool) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Integer("actualLiquidity"u8, ActualLiquidity);
        writer.Integer("amount0"u8, Amount0);
        writer.Integer("amount1"u8, Amount1);
        writer.Integer("liquidity"u8, Liquidity);
        writer.Text("pool"u8, Pool.ToString());
        writer.Integer("tokenId"u8, TokenId);
        writer.EndObject();
    }
}
