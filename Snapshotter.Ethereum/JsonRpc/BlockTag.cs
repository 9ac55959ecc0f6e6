using System.Globalization;
using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Which block a read is of: a height, a hash (EIP-1898), or a name whose meaning moves with the chain.</summary>
/// <remarks>Only a hash names the same state on every endpoint and after a reorganisation.</remarks>
public readonly struct BlockTag : IEquatable<BlockTag>
{
    private readonly Kind _kind;
    private readonly long _number;
    private readonly Hash32 _hash;

    private BlockTag(Kind kind, long number = 0, Hash32 hash = default)
    {
        _kind = kind;
        _number = number;
        _hash = hash;
    }

    private enum Kind
    {
        Latest,
        Safe,
        Finalized,
        Number,
        Hash,
    }

    /// <summary>The newest block the endpoint knows; also the default value.</summary>
    public static BlockTag Latest => new(Kind.Latest);

    /// <summary>The newest block the beacon chain calls safe.</summary>
    public static BlockTag Safe => new(Kind.Safe);

    /// <summary>The newest block that is final.</summary>
    public static BlockTag Finalized => new(Kind.Finalized);

    /// <summary>The height, when the block is named by it.</summary>
    public long? Number => _kind == Kind.Number ? _number : null;

    /// <summary>The hash, when the block is named by it.</summary>
    public Hash32? Hash => _kind == Kind.Hash ? _hash : null;

    /// <summary>The block at this height.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is negative.</exception>
    public static BlockTag At(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new BlockTag(Kind.Number, number);
    }

    /// <summary>The block with this hash.</summary>
    public static BlockTag At(Hash32 hash) => new(Kind.Hash, hash: hash);

    /// <summary>The block at this height.</summary>
    public static implicit operator BlockTag(long number) => At(number);

    /// <summary>The block with this hash.</summary>
    public static implicit operator BlockTag(Hash32 hash) => At(hash);

    /// <inheritdoc/>
    public bool Equals(BlockTag other) => _kind == other._kind && _number == other._number && _hash == other._hash;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BlockTag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _number, _hash);

    /// <summary>The text the standard uses: a hex quantity, a hash or a name.</summary>
    public override string ToString() => _kind switch
    {
        Kind.Number => string.Create(CultureInfo.InvariantCulture, $"0x{_number:x}"),
        Kind.Hash => _hash.ToString(),
        Kind.Safe => "safe",
        Kind.Finalized => "finalized",
        _ => "latest",
    };

    /// <summary>Equality of what is named.</summary>
    public static bool operator ==(BlockTag left, BlockTag right) => left.Equals(right);

    /// <summary>Inequality of what is named.</summary>
    public static bool operator !=(BlockTag left, BlockTag right) => !left.Equals(right);

    /// <summary>Writes the parameter of eth_getBlockByNumber, eth_getBlockByHash and eth_getBlockReceipts: always a string.</summary>
    internal void WriteText(Utf8JsonWriter writer)
    {
        if (_kind == Kind.Hash) JsonParameters.WriteHex(writer, _hash.Bytes);
        else if (_kind == Kind.Number) JsonParameters.WriteQuantity(writer, _number);
        else writer.WriteStringValue(_kind switch { Kind.Safe => "safe"u8, Kind.Finalized => "finalized"u8, _ => "latest"u8 });
    }

    /// <summary>Writes the parameter of a state read, where a hash is an object (EIP-1898).</summary>
    internal void WriteState(Utf8JsonWriter writer)
    {
        if (_kind != Kind.Hash)
        {
            WriteText(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("blockHash"u8);
        JsonParameters.WriteHex(writer, _hash.Bytes);
        writer.WriteEndObject();
    }
}
