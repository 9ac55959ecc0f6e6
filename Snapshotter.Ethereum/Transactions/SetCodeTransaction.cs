using System.Numerics;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>A transaction that lets accounts borrow a contract's code (EIP-7702). It cannot create a contract.</summary>
public sealed record SetCodeTransaction : Transaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.SetCode;

    /// <summary>The chain on which it counts.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The most a unit of gas pays above the base fee, in wei.</summary>
    public BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>The most a unit of gas pays in all, in wei.</summary>
    public BigInteger MaxFeePerGas { get; init; }

    /// <summary>The accounts and slots that are cheaper to read.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>Who borrows which code.</summary>
    public IReadOnlyList<CodeAuthorization> Authorizations { get; init; } = [];

    /// <inheritdoc/>
    public override ulong? SigningChainId => ChainId;

    /// <inheritdoc/>
    public override BigInteger MaxGasPrice => MaxFeePerGas;
}
