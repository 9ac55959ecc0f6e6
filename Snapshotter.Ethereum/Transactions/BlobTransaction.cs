using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>A transaction with blobs (EIP-4844), as blocks carry it: without the blobs. It cannot create a contract.</summary>
public sealed record BlobTransaction : Transaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Blob;

    /// <summary>The chain on which it counts.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The most a unit of gas pays above the base fee, in wei.</summary>
    public BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>The most a unit of gas pays in all, in wei.</summary>
    public BigInteger MaxFeePerGas { get; init; }

    /// <summary>The accounts and slots that are cheaper to read.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The most a unit of blob gas pays, in wei.</summary>
    public BigInteger MaxFeePerBlobGas { get; init; }

    /// <summary>One hash per blob.</summary>
    public IReadOnlyList<Hash32> BlobVersionedHashes { get; init; } = [];

    /// <inheritdoc/>
    public override ulong? SigningChainId => ChainId;

    /// <inheritdoc/>
    public override BigInteger MaxGasPrice => MaxFeePerGas;
}
