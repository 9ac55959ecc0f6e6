namespace Snapshotter.Network.Contracts;

/// <summary>The chain that is indexed, as the contract that releases its epochs knows it.</summary>
/// <param name="ChainId">The source chain's id.</param>
/// <param name="EpochSize">Source blocks of an epoch, 1 to 255.</param>
/// <param name="BlockTime">The source chain's time between two blocks.</param>
/// <param name="UsesBlockNumberAsEpochId">Whether an epoch's id is the number of its block; only for epochs of one block.</param>
public sealed record SourceChainOptions(long ChainId, byte EpochSize, TimeSpan BlockTime, bool UsesBlockNumberAsEpochId = false)
{
    /// <summary>The block time in units of 1/10,000 s, as contracts keep it.</summary>
    internal long BlockTimeInTenThousandths => (long)(BlockTime.TotalSeconds * 10_000);
}
