using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>A block as it lies in the recorded files.</summary>
/// <param name="Number">The height.</param>
/// <param name="Hash">The hash.</param>
/// <param name="ParentHash">The hash of the block before.</param>
/// <param name="Full">The block with whole transactions, in the blocks file.</param>
/// <param name="WithHashes">The block with transaction hashes, ready to be sent.</param>
/// <param name="Transactions">The transactions, in the blocks file.</param>
internal sealed record RecordedBlock(long Number, Hash32 Hash, Hash32 ParentHash, JsonSlice Full, byte[] WithHashes, JsonSlice[] Transactions)
{
    /// <summary>The receipts of the transactions in order, in the receipts file.</summary>
    public JsonSlice[] Receipts { get; init; } = [];

    /// <summary>The place of the block's first log among all logs of the chain.</summary>
    public int FirstLog { get; init; }

    /// <summary>How many logs it has.</summary>
    public int LogCount { get; init; }
}
