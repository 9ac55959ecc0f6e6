using System.Numerics;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>What an account asks a chain to do, before it is signed: one of <see cref="LegacyTransaction"/>,
/// <see cref="AccessListTransaction"/>, <see cref="DynamicFeeTransaction"/>, <see cref="BlobTransaction"/> and
/// <see cref="SetCodeTransaction"/>. Amounts are in wei.</summary>
public abstract record Transaction
{
    private protected Transaction()
    {
    }

    /// <summary>The kind.</summary>
    public abstract TransactionType Type { get; }

    /// <summary>How many transactions the account sent before.</summary>
    public ulong Nonce { get; init; }

    /// <summary>The most gas that may be used. Nodes accept 64 bits; the encoding allows 256.</summary>
    public BigInteger GasLimit { get; init; }

    /// <summary>The recipient; null to create a contract.</summary>
    public Address? To { get; init; }

    /// <summary>What is sent along, in wei.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The call's input, or the code that creates a contract.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The chain on which it counts; null only for a legacy transaction that any chain accepts.</summary>
    public abstract ulong? SigningChainId { get; }

    /// <summary>What a sender pays for a unit of gas at most, in wei.</summary>
    public abstract BigInteger MaxGasPrice { get; }

    /// <summary>The encoding that gets hashed and signed.</summary>
    /// <exception cref="TransactionException">A number is negative or wider than 256 bits.</exception>
    public byte[] EncodeForSigning() => TransactionWriter.Write(this, signature: null);

    /// <summary>What the sender signs: Keccak-256 of <see cref="EncodeForSigning"/>.</summary>
    /// <exception cref="TransactionException">A number is negative or wider than 256 bits.</exception>
    public Hash32 SigningHash() => Keccak256.Hash(EncodeForSigning());

    /// <summary>This transaction with the signature of its sender.</summary>
    /// <exception cref="TransactionException">A number is negative or wider than 256 bits.</exception>
    public SignedTransaction Sign(PrivateKey key) => new(this, key.Sign(SigningHash()));

    /// <summary>Reads the encoding of <see cref="EncodeForSigning"/>.</summary>
    /// <exception cref="TransactionException">The bytes are none.</exception>
    public static Transaction DecodeForSigning(ReadOnlySpan<byte> bytes) => TransactionReader.ReadUnsigned(bytes);
}
