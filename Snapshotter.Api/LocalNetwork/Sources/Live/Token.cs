using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>A token of the live source. Its code is that of wrapped ether, with a name, a symbol and decimals of its own.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Name">The name; at most 31 characters.</param>
/// <param name="Decimals">The decimals.</param>
/// <param name="Address">Where it is.</param>
internal sealed record Token(string Symbol, string Name, int Decimals, Address Address)
{
    /// <summary>Raw units.</summary>
    public BigInteger Units(long whole) => whole * BigInteger.Pow(10, Decimals);
}
