using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>A value rolled forward from logs that a call contradicts.</summary>
/// <param name="View">The view's name.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Block">The block at whose end both were taken.</param>
/// <param name="Rolled">The value from the logs.</param>
/// <param name="Called">The value from the call, which the epoch is rebuilt with.</param>
public sealed record ViewMismatch(string View, Address Contract, long Block, string Rolled, string Called)
{
    /// <summary>The sentence that operators read in the epoch's state.</summary>
    public override string ToString() =>
        $"{View} of {Contract} at block {Block}: the logs give {Rolled}, the call gives {Called}. The epoch is built from calls; an endpoint left out a log, or the contract is no Uniswap v2 pair.";
}
