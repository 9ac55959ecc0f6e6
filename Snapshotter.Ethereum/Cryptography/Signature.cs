using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Cryptography;

/// <summary>
/// An ECDSA signature with the recovery id that tells which of the possible keys made it. Holding one says nothing about its
/// being valid: that needs a digest.
/// </summary>
public readonly struct Signature : IEquatable<Signature>
{
    /// <summary>The length of r, s and v together, in bytes.</summary>
    public const int Size = 65;

    /// <summary>The length of r and s together, in bytes.</summary>
    public const int CompactSize = 64;

    private const byte LegacyV = 27;

    private readonly Bytes64 _compact;
    private readonly byte _recoveryId;

    /// <summary>The signature with these parts.</summary>
    /// <param name="compact">r and s, 32 bytes each, big-endian.</param>
    /// <param name="recoveryId">0 to 3: bit 0 is the parity of the nonce point's y, bit 1 whether its x was reduced.</param>
    /// <exception cref="Secp256k1Exception">The length or the recovery id is another.</exception>
    public Signature(ReadOnlySpan<byte> compact, int recoveryId)
    {
        if (compact.Length != CompactSize) throw Secp256k1Exception.Signature($"r and s have {CompactSize} bytes together, not {compact.Length}.");
        if (recoveryId is < 0 or > 3) throw Secp256k1Exception.Signature($"a recovery id is 0 to 3, not {recoveryId}.");
        compact.CopyTo(_compact);
        _recoveryId = (byte)recoveryId;
    }

    /// <summary>r and s, 32 bytes each, big-endian.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Compact => _compact;

    /// <summary>The nonce point's x modulo n: 32 bytes, big-endian.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> R => Compact[..32];

    /// <summary>The proof: 32 bytes, big-endian.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> S => Compact[32..];

    /// <summary>0 to 3: bit 0 is the parity of the nonce point's y, bit 1 whether its x was reduced.</summary>
    public int RecoveryId => _recoveryId;

    /// <summary>27 more than the recovery id: the last byte of a signature as contracts and wallets write it.</summary>
    public byte V => (byte)(LegacyV + _recoveryId);

    /// <summary>Whether s is at most half the group's order. The other half is malleable, and Ethereum refuses it (EIP-2).</summary>
    public bool IsLowS => S.SequenceCompareTo(Secp256k1.HalfOrder) <= 0;

    /// <summary>Reads r, s and v: 65 bytes, with v as 27 and 28 or as 0 and 1.</summary>
    /// <exception cref="Secp256k1Exception">The length or v is another.</exception>
    public static Signature Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw Secp256k1Exception.Signature($"r, s and v have {Size} bytes together, not {bytes.Length}.");
        return bytes[CompactSize] switch
        {
            0 or 1 => new Signature(bytes[..CompactSize], bytes[CompactSize]),
            LegacyV or LegacyV + 1 => new Signature(bytes[..CompactSize], bytes[CompactSize] - LegacyV),
            var v => throw Secp256k1Exception.Signature($"v is 0, 1, 27 or 28, not {v}."),
        };
    }

    /// <summary>r, s and v, 65 bytes, with v as 27 or more.</summary>
    public byte[] ToBytes() => [.. Compact, V];

    /// <inheritdoc/>
    public bool Equals(Signature other) => Compact.SequenceEqual(other.Compact) && _recoveryId == other._recoveryId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Signature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Compact);

    /// <summary>r, s and v in hex, with v as 27 or more.</summary>
    public override string ToString() => Hex.Prefixed(ToBytes());

    /// <summary>Equality of r, s and the recovery id.</summary>
    public static bool operator ==(Signature left, Signature right) => left.Equals(right);

    /// <summary>Inequality of r, s or the recovery id.</summary>
    public static bool operator !=(Signature left, Signature right) => !left.Equals(right);

    [InlineArray(CompactSize)]
    private struct Bytes64
    {
        private byte _first;
    }
}
