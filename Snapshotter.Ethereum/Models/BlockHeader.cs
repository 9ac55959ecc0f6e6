using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models;

/// <summary>What a reader of logs and prices needs of a block, whether it was asked for with or without transactions.</summary>
/// <remarks>Equality is that of the members, so two headers with equal arrays that are not the same array differ: compare <see cref="Hash"/>.</remarks>
/// <param name="Number">The height.</param>
/// <param name="Hash">The hash of the header, as the endpoint gave it.</param>
/// <param name="ParentHash">The hash of the block before.</param>
/// <param name="Timestamp">Unix time in seconds.</param>
/// <param name="LogsBloom">The 256-byte filter over addresses and topics of the block's logs.</param>
/// <param name="Transactions">The hashes of the block's transactions, in order.</param>
public sealed record BlockHeader(
    long Number,
    Hash32 Hash,
    Hash32 ParentHash,
    long Timestamp,
    byte[] LogsBloom,
    Hash32[] Transactions)
{
    /// <summary>What the header commits to the receipts with (<see cref="Models.ReceiptsRoot"/>); null where the endpoint does not say.</summary>
    public Hash32? ReceiptsRoot { get; init; }
}
