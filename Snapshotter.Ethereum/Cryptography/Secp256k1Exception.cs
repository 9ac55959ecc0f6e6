namespace Snapshotter.Ethereum.Cryptography;

/// <summary>A key or signature that is none. The message never holds the bytes.</summary>
public sealed class Secp256k1Exception : Exception
{
    /// <summary>A fault of a kind, with a sentence for whoever supplied the value.</summary>
    public Secp256k1Exception(Secp256k1Fault fault, string message)
        : base(message) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public Secp256k1Fault Fault { get; }

    internal static Secp256k1Exception PrivateKey(int length) => new(
        Secp256k1Fault.PrivateKey,
        length == 32
            ? "The private key is out of range: it must be above zero and below the order of secp256k1. Generate another."
            : $"A private key has 32 bytes, not {length}.");

    internal static Secp256k1Exception PublicKey() => new(
        Secp256k1Fault.PublicKey,
        "The public key is no point of secp256k1: expected 33 bytes that start with 2 or 3, or 65 bytes that start with 4.");

    internal static Secp256k1Exception Signature(string fault) => new(Secp256k1Fault.Signature, $"The signature is malformed: {fault}");
}
