using System.Numerics;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>A transaction that pays the block's base fee and a tip (EIP-1559).</summary>
public sealed record DynamicFeeTransaction : Transaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.DynamicFee;

    /// <summary>The chain on which it counts.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The most a unit of gas pays above the base fee, in wei.</summary>
    public BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>The most a unit of gas pays in all, in wei.</summary>
    public BigInteger MaxFeePerGas { get; init; }

    /// <summary>The accounts and slots that are cheaper to read.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override ulong? SigningChainId => ChainId;

    /// <inheritdoc/>
    public override BigInteger MaxGasPrice => MaxFeePerGas;
}
