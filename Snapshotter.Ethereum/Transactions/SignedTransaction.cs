using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>A transaction with its sender's signature, as it is sent to a node and kept in blocks.</summary>
/// <param name="Transaction">What is asked for.</param>
/// <param name="Signature">Who asks: the recovery id must be 0 or 1.</param>
public sealed record SignedTransaction(Transaction Transaction, Signature Signature)
{
    /// <summary>The encoding for <c>eth_sendRawTransaction</c> (EIP-2718).</summary>
    /// <exception cref="TransactionException">A number is negative or wider than 256 bits, or the recovery id is above 1.</exception>
    public byte[] Encode() => TransactionWriter.Write(Transaction, Signature);

    /// <summary>The transaction's hash: Keccak-256 of <see cref="Encode"/>.</summary>
    /// <exception cref="TransactionException">A number is negative or wider than 256 bits, or the recovery id is above 1.</exception>
    public Hash32 Hash() => Keccak256.Hash(Encode());

    /// <summary>Who signed.</summary>
    /// <param name="curve">What recovers; <see cref="Secp256k1.Default"/> when null.</param>
    /// <exception cref="TransactionException">No key can have made the signature.</exception>
    public Address RecoverSender(ISecp256k1? curve = null) =>
        (curve ?? Secp256k1.Default).TryRecover(Transaction.SigningHash(), Signature, out var key)
            ? key.ToAddress()
            : throw new TransactionException(TransactionFault.Sender, "no key can have made its signature.");

    /// <summary>Reads the encoding of <see cref="Encode"/>, strictly: one encoding per transaction.</summary>
    /// <exception cref="TransactionException">The bytes are none. A blob transaction that carries its blobs is refused too: see <see cref="DecodePooled"/>.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> bytes) => TransactionReader.ReadSigned(bytes);

    /// <summary>Reads what a node takes into its pool: as <see cref="Decode"/>, but a blob transaction comes with its blobs, which are dropped unchecked.</summary>
    /// <exception cref="TransactionException">The bytes are none.</exception>
    public static SignedTransaction DecodePooled(ReadOnlySpan<byte> bytes) => TransactionReader.ReadPooled(bytes);
}
