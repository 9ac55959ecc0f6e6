using System.Buffers.Binary;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Bytes that grow at the end and can be written anywhere.</summary>
internal sealed class AbiBuffer(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    /// <summary>Adds zeros.</summary>
    /// <returns>Where they start.</returns>
    public int Append(int count)
    {
        var start = Length;
        var needed = checked(start + count);
        if (needed > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Max(needed, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        Length = needed;
        return start;
    }

    /// <summary>Adds bytes and zeros up to a whole number of words.</summary>
    public void AppendPadded(ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(Span(Append(checked((bytes.Length + AbiWord.Size - 1) / AbiWord.Size * AbiWord.Size)), bytes.Length));

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Span(Append(bytes.Length), bytes.Length));

    /// <summary>Writes a length or offset into a word of zeros.</summary>
    public void WriteCount(int at, int count) => BinaryPrimitives.WriteInt32BigEndian(Word(at)[^sizeof(int)..], count);

    public Span<byte> Word(int at) => Span(at, AbiWord.Size);

    public Span<byte> Span(int at, int length) => _bytes.AsSpan(at, length);

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();
}
