using System.Buffers.Binary;
using System.Text;

namespace Snapshotter.Tests.Support.Otlp;

/// <summary>The fields of a protobuf message, by their numbers.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Number, ReadOnlyMemory<byte> Bytes, ulong Value)> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var key = Varint(ref bytes);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    _fields.Add((number, default, Varint(ref bytes)));
                    break;
                case 1:
                    _fields.Add((number, default, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span)));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    _fields.Add((number, bytes[..length], 0));
                    bytes = bytes[length..];
                    break;
                case 5:
                    _fields.Add((number, default, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span)));
                    bytes = bytes[4..];
                    break;
                default:
                    throw new InvalidDataException($"Field {number} has no wire type of protobuf.");
            }
        }
    }

    public IEnumerable<ProtobufMessage> Messages(int number) => _fields.Where(field => field.Number == number).Select(static field => new ProtobufMessage(field.Bytes));

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    public long Number(int number) => (long)_fields.FirstOrDefault(field => field.Number == number).Value;

    private ReadOnlyMemory<byte> Bytes(int number) => _fields.FirstOrDefault(field => field.Number == number).Bytes;

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0UL;
        for (var i = 0; ; i++)
        {
            value |= (ulong)(bytes.Span[i] & 0x7f) << (7 * i);
            if (bytes.Span[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return value;
        }
    }
}
