using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models;

/// <summary>A log, as eth_getLogs and receipts carry it.</summary>
/// <param name="Address">The contract that emitted it.</param>
/// <param name="Topics">None to four topics; the first is the event's signature hash unless the event is anonymous.</param>
/// <param name="Data">The ABI-encoded arguments that are not indexed.</param>
/// <param name="BlockNumber">The height of its block.</param>
/// <param name="BlockHash">The hash of its block.</param>
/// <param name="TransactionHash">The transaction that emitted it.</param>
/// <param name="TransactionIndex">The position of that transaction in the block.</param>
/// <param name="LogIndex">The position of the log in the block.</param>
/// <param name="Removed">Whether a reorganisation has taken it out of the chain again.</param>
public sealed record LogEntry(
    Address Address,
    Hash32[] Topics,
    byte[] Data,
    long BlockNumber,
    Hash32 BlockHash,
    Hash32 TransactionHash,
    int TransactionIndex,
    int LogIndex,
    bool Removed);
