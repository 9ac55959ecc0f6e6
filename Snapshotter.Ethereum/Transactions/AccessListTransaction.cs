using System.Numerics;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>A transaction that names what it will read (EIP-2930).</summary>
public sealed record AccessListTransaction : Transaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.AccessList;

    /// <summary>The chain on which it counts.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>What a unit of gas pays, in wei.</summary>
    public BigInteger GasPrice { get; init; }

    /// <summary>The accounts and slots that are cheaper to read.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override ulong? SigningChainId => ChainId;

    /// <inheritdoc/>
    public override BigInteger MaxGasPrice => GasPrice;
}
