using System.Buffers.Binary;
using System.Globalization;
using Snapshotter.Ethereum.Hashing;

namespace Snapshotter.Ethereum.Abi;

/// <summary>The first four bytes of a call's data or of a custom error: of the hash of its signature (ABI specification, "Function Selector").</summary>
/// <param name="Value">The bytes as a big-endian number.</param>
public readonly record struct Selector(uint Value)
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 4;

    /// <summary>The selector of a canonical signature such as <c>transfer(address,uint256)</c>.</summary>
    public static Selector Of(string signature)
    {
        var hash = Keccak256.Hash(signature);
        return new(BinaryPrimitives.ReadUInt32BigEndian(hash.Bytes));
    }

    /// <summary>Reads the selector in front of call or error data.</summary>
    /// <returns>False when there are fewer than four bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, out Selector selector)
    {
        var ok = BinaryPrimitives.TryReadUInt32BigEndian(data, out var value);
        selector = new(value);
        return ok;
    }

    /// <summary>The four bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Eight hex digits with <c>0x</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x8}");
}
