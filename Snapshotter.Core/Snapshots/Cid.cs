using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// A content identifier (multiformats/cid) with a SHA2-256 digest: the only hash that IPFS nodes make by default, and the
/// only one this network agrees on. Two CIDs are equal when version, codec and digest are; the text plays no part.
/// </summary>
[JsonConverter(typeof(CidJsonConverter))]
public readonly struct Cid : IEquatable<Cid>
{
    /// <summary>The longest binary form.</summary>
    internal const int MaxBinaryLength = 1 + 5 + MultihashLength;

    private const ulong Sha256 = 0x12;
    private const int MultihashLength = 2 + Hash32.Size;
    private const int TextLengthV0 = 46;

    private readonly byte _version;

    /// <summary>The CID with these parts.</summary>
    /// <param name="version">0 or 1.</param>
    /// <param name="codec">What the bytes are, see <see cref="CidCodec"/>; version 0 knows <see cref="CidCodec.DagPb"/> only.</param>
    /// <param name="digest">The SHA2-256 hash of the bytes.</param>
    /// <exception cref="ArgumentException">There is no such version, or version 0 cannot have the codec.</exception>
    public Cid(int version, uint codec, Hash32 digest)
    {
        if (version is not (0 or 1)) throw new ArgumentException($"There is no CID version {version}, only 0 and 1.", nameof(version));
        if (version == 0 && codec != CidCodec.DagPb) throw new ArgumentException($"A version 0 CID is dag-pb, not codec 0x{codec:x}.", nameof(codec));
        _version = (byte)version;
        Codec = codec;
        Digest = digest;
    }

    /// <summary>0 (<c>Qm...</c>) or 1 (<c>baf...</c>).</summary>
    public int Version => _version;

    /// <summary>What the bytes are, see <see cref="CidCodec"/>.</summary>
    public uint Codec { get; }

    /// <summary>The SHA2-256 hash of the bytes.</summary>
    public Hash32 Digest { get; }

    /// <summary>Whether this is the default value, which names no content.</summary>
    public bool IsEmpty => Codec == 0 && Digest.IsZero;

    /// <summary>The CID of a block with these bytes.</summary>
    /// <exception cref="ArgumentException">There is no such version, or version 0 cannot have the codec.</exception>
    public static Cid Of(int version, uint codec, ReadOnlySpan<byte> block)
    {
        Span<byte> digest = stackalloc byte[Hash32.Size];
        SHA256.HashData(block, digest);
        return new Cid(version, codec, new Hash32(digest));
    }

    /// <summary>Reads the text of a CID: base58btc (version 0), or any multibase but base256emoji (version 1).</summary>
    /// <exception cref="FormatException">The text is no CID with a SHA2-256 digest.</exception>
    public static Cid Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var cid) ? cid : throw new FormatException($"'{(text.Length <= 128 ? text : text[..128])}' is no CID with a SHA2-256 digest.");

    /// <summary>Reads the text of a CID: base58btc (version 0), or any multibase but base256emoji (version 1).</summary>
    /// <returns>False when anything but exactly one well-formed CID is there.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Cid cid)
    {
        cid = default;
        Span<byte> bytes = stackalloc byte[MaxBinaryLength];
        var isVersion0 = text.Length == TextLengthV0 && text.StartsWith("Qm");
        var decoded = isVersion0 ? Multibase.TryDecodeBase58(text, bytes, out var length) : Multibase.TryDecode(text, bytes, out length);
        if (!decoded || !TryRead(bytes[..length], out var read, out var used)) return false;
        if (used != length || isVersion0 != (read.Version == 0)) return false;
        cid = read;
        return true;
    }

    /// <summary>Reads a CID in binary form from the start of <paramref name="bytes"/>.</summary>
    /// <returns>False when there is none, or when its hash is not SHA2-256.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Cid cid, out int length)
    {
        cid = default;
        length = 0;
        if (TryReadDigest(bytes, out var digest))
        {
            cid = new Cid(0, CidCodec.DagPb, digest);
            length = MultihashLength;
            return true;
        }

        if (bytes.IsEmpty || bytes[0] != 1) return false;
        if (!Varint.TryRead(bytes[1..], out var codec, out var codecLength) || codec > uint.MaxValue) return false;
        if (!TryReadDigest(bytes[(1 + codecLength)..], out digest)) return false;
        cid = new Cid(1, (uint)codec, digest);
        length = 1 + codecLength + MultihashLength;
        return true;
    }

    /// <summary>The same content as version 0.</summary>
    /// <exception cref="InvalidOperationException">The codec is not dag-pb, which version 0 cannot say.</exception>
    public Cid ToV0() => Codec == CidCodec.DagPb
        ? new Cid(0, Codec, Digest)
        : throw new InvalidOperationException($"{this} has no version 0 form: its codec is not dag-pb.");

    /// <summary>The same content as version 1.</summary>
    public Cid ToV1() => new(1, Codec, Digest);

    /// <summary>The binary form: what links and CAR files hold.</summary>
    public byte[] ToBytes()
    {
        Span<byte> bytes = stackalloc byte[MaxBinaryLength];
        return bytes[..Write(bytes)].ToArray();
    }

    /// <summary>Whether <paramref name="block"/> is the block this CID names.</summary>
    public bool Matches(ReadOnlySpan<byte> block)
    {
        Span<byte> digest = stackalloc byte[Hash32.Size];
        SHA256.HashData(block, digest);
        return digest.SequenceEqual(Digest.Bytes);
    }

    /// <inheritdoc/>
    public bool Equals(Cid other) => _version == other._version && Codec == other.Codec && Digest == other.Digest;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Cid other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_version, Codec, BinaryPrimitives.ReadInt64LittleEndian(Digest.Bytes));

    /// <summary>Base58btc for version 0, lower-case base32 with its prefix for version 1; empty for the default value.</summary>
    public override string ToString()
    {
        if (IsEmpty) return string.Empty;
        Span<byte> bytes = stackalloc byte[MaxBinaryLength];
        bytes = bytes[..Write(bytes)];
        return _version == 0 ? Multibase.EncodeBase58(bytes) : Multibase.EncodeBase32(bytes);
    }

    /// <summary>Equality of version, codec and digest.</summary>
    public static bool operator ==(Cid left, Cid right) => left.Equals(right);

    /// <summary>Inequality of version, codec or digest.</summary>
    public static bool operator !=(Cid left, Cid right) => !left.Equals(right);

    /// <summary>Writes the binary form and returns its length; <paramref name="target"/> needs <see cref="MaxBinaryLength"/> bytes.</summary>
    internal int Write(Span<byte> target)
    {
        var length = 0;
        if (_version == 1)
        {
            target[length++] = 1;
            length += Varint.Write(target[length..], Codec);
        }

        target[length++] = (byte)Sha256;
        target[length++] = Hash32.Size;
        Digest.Bytes.CopyTo(target[length..]);
        return length + Hash32.Size;
    }

    private static bool TryReadDigest(ReadOnlySpan<byte> multihash, out Hash32 digest)
    {
        var ok = multihash.Length >= MultihashLength && multihash[0] == Sha256 && multihash[1] == Hash32.Size;
        digest = ok ? new Hash32(multihash[2..MultihashLength]) : default;
        return ok;
    }
}
