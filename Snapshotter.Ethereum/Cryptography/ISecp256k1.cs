using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Cryptography;

/// <summary>
/// ECDSA and ECDH on the curve secp256k1 (SEC 2, section 2.4.1). Every implementation gives the same bytes for the same input
/// and may be called from any thread.
/// </summary>
public interface ISecp256k1
{
    /// <summary>What does the arithmetic, for logs and reports: <c>managed</c> or <c>libsecp256k1</c>.</summary>
    string Name { get; }

    /// <summary>Whether the bytes are a private key: 32 of them, big-endian, above zero and below the group's order.</summary>
    bool IsPrivateKey(ReadOnlySpan<byte> privateKey);

    /// <summary>The public key of a private key.</summary>
    /// <param name="privateKey">32 bytes, big-endian.</param>
    /// <exception cref="Secp256k1Exception"><paramref name="privateKey"/> is none.</exception>
    PublicKey DerivePublicKey(ReadOnlySpan<byte> privateKey);

    /// <summary>
    /// Signs a digest. The nonce follows from key and digest (RFC 6979 with HMAC-SHA-256), so the same input gives the same
    /// signature; s is in the lower half (EIP-2).
    /// </summary>
    /// <param name="digest">What is signed, already hashed.</param>
    /// <param name="privateKey">32 bytes, big-endian.</param>
    /// <param name="extraEntropy">Empty, or 32 bytes that go into the nonce too (RFC 6979, section 3.6).</param>
    /// <exception cref="Secp256k1Exception"><paramref name="privateKey"/> is none.</exception>
    /// <exception cref="ArgumentException"><paramref name="extraEntropy"/> has another length.</exception>
    Signature Sign(in Hash32 digest, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> extraEntropy = default);

    /// <summary>Finds the key that made a signature (SEC 1, section 4.1.6). A high s is accepted: see <see cref="Signature.IsLowS"/>.</summary>
    /// <returns>False when no key can have made it.</returns>
    bool TryRecover(in Hash32 digest, in Signature signature, out PublicKey publicKey);

    /// <summary>Checks a signature. A high s is accepted: whoever must refuse a malleated signature asks <see cref="Signature.IsLowS"/>.</summary>
    /// <param name="digest">What was signed, already hashed.</param>
    /// <param name="compactSignature">r and s, 32 bytes each, big-endian.</param>
    /// <param name="publicKey">Whose signature it should be.</param>
    bool Verify(in Hash32 digest, ReadOnlySpan<byte> compactSignature, in PublicKey publicKey);

    /// <summary>Reads an encoded public key: 33 bytes that start with 2 or 3, or 65 that start with 4 (SEC 1, section 2.3.4).</summary>
    /// <returns>False when the length or first byte is another, a coordinate is too large, or the point is not on the curve.</returns>
    bool TryParsePublicKey(ReadOnlySpan<byte> encoded, out PublicKey publicKey);

    /// <summary>The x coordinate of the point two parties share (SEC 1, section 3.3.1), as it is: hash it before use as a key.</summary>
    /// <param name="privateKey">One's own, 32 bytes, big-endian.</param>
    /// <param name="publicKey">The other's.</param>
    /// <param name="sharedX">Where the 32 bytes go.</param>
    /// <exception cref="Secp256k1Exception">A key is none.</exception>
    void DeriveSharedX(ReadOnlySpan<byte> privateKey, in PublicKey publicKey, Span<byte> sharedX);
}
