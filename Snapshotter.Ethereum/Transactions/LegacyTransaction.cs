using System.Numerics;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>A transaction of the original kind (Yellow Paper, section 4.2).</summary>
public sealed record LegacyTransaction : Transaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Legacy;

    /// <summary>The chain on which it counts (EIP-155); null for a transaction that can be replayed on any.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>What a unit of gas pays, in wei.</summary>
    public BigInteger GasPrice { get; init; }

    /// <inheritdoc/>
    public override ulong? SigningChainId => ChainId;

    /// <inheritdoc/>
    public override BigInteger MaxGasPrice => GasPrice;
}
