using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Cryptography;

/// <summary>A point of secp256k1. Only the default value, which every operation refuses, is not on the curve.</summary>
public readonly struct PublicKey : IEquatable<PublicKey>
{
    /// <summary>The length of the compressed encoding in bytes.</summary>
    public const int CompressedSize = 33;

    /// <summary>The length of the uncompressed encoding in bytes.</summary>
    public const int UncompressedSize = 65;

    internal const int CoordinatesSize = 64;
    internal const byte EvenPrefix = 2;
    internal const byte OddPrefix = 3;
    internal const byte UncompressedPrefix = 4;

    private readonly Bytes64 _coordinates;

    internal PublicKey(ReadOnlySpan<byte> coordinates) => coordinates.CopyTo(_coordinates);

    /// <summary>Both coordinates, x then y, 32 bytes each, big-endian.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Coordinates => _coordinates;

    /// <summary>Reads an encoded key of 33 or 65 bytes (SEC 1, section 2.3.4).</summary>
    /// <exception cref="Secp256k1Exception">The bytes are no point of the curve.</exception>
    public static PublicKey Parse(ReadOnlySpan<byte> encoded) =>
        TryParse(encoded, out var key) ? key : throw Secp256k1Exception.PublicKey();

    /// <summary>Reads an encoded key of 33 or 65 bytes (SEC 1, section 2.3.4).</summary>
    /// <returns>False when the bytes are no point of the curve.</returns>
    public static bool TryParse(ReadOnlySpan<byte> encoded, out PublicKey publicKey) =>
        Secp256k1.Default.TryParsePublicKey(encoded, out publicKey);

    /// <summary>The 33-byte encoding: x, after a byte that tells whether y is even (2) or odd (3).</summary>
    public byte[] ToCompressed() => [(Coordinates[^1] & 1) == 0 ? EvenPrefix : OddPrefix, .. Coordinates[..32]];

    /// <summary>The 65-byte encoding: 4, x, y.</summary>
    public byte[] ToUncompressed() => [UncompressedPrefix, .. Coordinates];

    /// <summary>The account this key controls: the last 20 bytes of the Keccak-256 of both coordinates (Yellow Paper, appendix F).</summary>
    public Address ToAddress() => new(Keccak256.Hash(Coordinates).Bytes[^Address.Size..]);

    /// <inheritdoc/>
    public bool Equals(PublicKey other) => Coordinates.SequenceEqual(other.Coordinates);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PublicKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Coordinates);

    /// <summary>The compressed encoding in hex.</summary>
    public override string ToString() => Hex.Prefixed(ToCompressed());

    /// <summary>Equality of both coordinates.</summary>
    public static bool operator ==(PublicKey left, PublicKey right) => left.Equals(right);

    /// <summary>Inequality of a coordinate.</summary>
    public static bool operator !=(PublicKey left, PublicKey right) => !left.Equals(right);

    [InlineArray(CoordinatesSize)]
    private struct Bytes64
    {
        private byte _first;
    }
}
