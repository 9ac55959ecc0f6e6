using System.Numerics;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>What an account wants done, before nonce and fees are chosen.</summary>
/// <param name="Sender">Whose account it is; not disposed while the transaction is under way.</param>
/// <param name="To">The recipient; null to create a contract.</param>
/// <param name="Data">The call's input, or the code that creates a contract.</param>
public sealed record TransactionRequest(PrivateKey Sender, Address? To, ReadOnlyMemory<byte> Data)
{
    /// <summary>What is sent along, in wei.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The most gas that may be used; null to ask the node, which also finds out beforehand whether it would revert.</summary>
    public long? GasLimit { get; init; }

    /// <summary>Cancelled when it is no longer wanted, mined or not.</summary>
    public CancellationToken Expired { get; init; }
}
