using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>A pair of the live source.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="A">One token.</param>
/// <param name="B">The other.</param>
/// <param name="AmountA">What it held of one at first, in raw units.</param>
/// <param name="AmountB">What it held of the other.</param>
internal sealed record Pool(Address Address, Token A, Token B, BigInteger AmountA, BigInteger AmountB)
{
    /// <summary>About as many shares as were given out for these amounts.</summary>
    public BigInteger Shares { get; } = (BigInteger)Math.Sqrt((double)(AmountA * AmountB));
}
