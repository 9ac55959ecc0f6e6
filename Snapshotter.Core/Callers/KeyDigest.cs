using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Snapshotter.Core.Callers;

/// <summary>
/// What is kept of an API key: its SHA-256. A key has at least 32 characters and is usually 256 random bits, so that neither salt nor a slow
/// function adds anything: there is no dictionary to try. Two digests are compared in a time that tells nothing of where they differ.
/// </summary>
public readonly struct KeyDigest : IEquatable<KeyDigest>
{
    /// <summary>The length in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>The hex digits of a key's id.</summary>
    internal const int IdTextLength = 2 * IdLength;

    /// <summary>The bytes of the digest that make a key's id.</summary>
    private const int IdLength = 8;

    private readonly byte[] _bytes;

    private KeyDigest(byte[] bytes) => _bytes = bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>All of it as hex digits, which begin with the id.</summary>
    internal string Text => Convert.ToHexStringLower(_bytes);

    /// <summary>The id by which a key is listed and revoked: 16 hex digits, from which the key cannot be told.</summary>
    public string Id => Convert.ToHexStringLower(_bytes.AsSpan(0, IdLength));

    /// <summary>The digest of a key.</summary>
    public static KeyDigest Of(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>A digest that was kept.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static KeyDigest FromBytes(byte[] bytes) =>
        bytes.Length == Length ? new KeyDigest(bytes) : throw new ArgumentException($"A digest has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <inheritdoc/>
    public bool Equals(KeyDigest other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyDigest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes is null ? 0 : BinaryPrimitives.ReadInt32LittleEndian(_bytes);

    /// <summary>The id.</summary>
    public override string ToString() => Id;

    /// <summary>Whether two digests are of the same key.</summary>
    public static bool operator ==(KeyDigest left, KeyDigest right) => left.Equals(right);

    /// <summary>Whether two digests are of different keys.</summary>
    public static bool operator !=(KeyDigest left, KeyDigest right) => !left.Equals(right);
}
