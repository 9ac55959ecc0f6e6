using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models;

/// <summary>What a reader of transfers needs of a transaction in a block; what it did is told by its <see cref="TransactionReceipt"/>.</summary>
/// <param name="Hash">The transaction's hash.</param>
/// <param name="BlockHash">The hash of its block; null while it is pending.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The account called; null when a contract was created.</param>
/// <param name="Value">The wei sent along.</param>
public sealed record MinedTransaction(Hash32 Hash, Hash32? BlockHash, Address From, Address? To, UInt128 Value);
