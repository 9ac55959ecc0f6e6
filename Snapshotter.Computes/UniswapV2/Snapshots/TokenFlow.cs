using System.Numerics;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>The raw amounts of one token that an event moved.</summary>
/// <param name="In">Into the pair: what a swap sold or a mint put in.</param>
/// <param name="Out">Out of the pair: what a swap bought or a burn took out.</param>
public readonly record struct TokenFlow(BigInteger In, BigInteger Out)
{
    /// <summary>What moved in the end, whichever way.</summary>
    public BigInteger Net => BigInteger.Abs(Out - In);

    /// <summary>Whether the event did not touch the token.</summary>
    public bool IsNone => In.IsZero && Out.IsZero;
}
