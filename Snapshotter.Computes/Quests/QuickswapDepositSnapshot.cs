using System.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>A deposit into the managed ETH/USDC position. All numbers are raw.</summary>
/// <param name="To">Whose shares these are; written as <c>address</c>.</param>
/// <param name="Sender">Who paid.</param>
/// <param name="Shares">The shares minted.</param>
/// <param name="Amount0">What went in of token0.</param>
/// <param name="Amount1">What went in of token1.</param>
public sealed record QuickswapDepositSnapshot(Address To, Address Sender, BigInteger Shares, BigInteger Amount0, BigInteger Amount1) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Text("address"u8, To.ToString());
        writer.Integer("amount0"u8, Amount0);
        writer.Integer("amount1"u8, Amount1);
        writer.Text("sender"u8, Sender.ToString());
        writer.Integer("shares"u8, Shares);
        writer.EndObject();
    }
}
