using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models;

/// <summary>What a transaction did.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="TransactionIndex">Its position in the block.</param>
/// <param name="BlockHash">The hash of its block.</param>
/// <param name="BlockNumber">The height of its block.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The account called; null when a contract was created.</param>
/// <param name="ContractAddress">The contract created; null otherwise.</param>
/// <param name="Type">The envelope (EIP-2718): 0 legacy, 1 access list, 2 dynamic fee, 3 blob, 4 set code.</param>
/// <param name="Succeeded">The status (EIP-658); null before Byzantium, when <see cref="Root"/> stood in its place.</param>
/// <param name="Root">The state root after the transaction, before Byzantium; null since.</param>
/// <param name="GasUsed">Gas this transaction used.</param>
/// <param name="CumulativeGasUsed">Gas used in the block up to and including this transaction.</param>
/// <param name="EffectiveGasPrice">Wei paid per unit of gas (EIP-1559); null where the endpoint does not say.</param>
/// <param name="BlobGasUsed">Blob gas used (EIP-4844); null for other transactions.</param>
/// <param name="BlobGasPrice">Wei paid per unit of blob gas (EIP-4844); null for other transactions.</param>
/// <param name="LogsBloom">The 256-byte filter over the logs.</param>
/// <param name="Logs">The logs, in order.</param>
public sealed record TransactionReceipt(
    Hash32 TransactionHash,
    int TransactionIndex,
    Hash32 BlockHash,
    long BlockNumber,
    Address From,
    Address? To,
    Address? ContractAddress,
    int Type,
    bool? Succeeded,
    Hash32? Root,
    long GasUsed,
    long CumulativeGasUsed,
    UInt128? EffectiveGasPrice,
    long? BlobGasUsed,
    UInt128? BlobGasPrice,
    byte[] LogsBloom,
    LogEntry[] Logs);
