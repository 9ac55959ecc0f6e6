using System.Buffers;
using System.Buffers.Binary;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>
/// Contents as they stand in a state file: for each the epoch (8 bytes) and the length (4 bytes), both most significant byte first, then the
/// bytes. Their CIDs are those of the bytes.
/// </summary>
internal static class ContentPayload
{
    private const int Prefix = sizeof(long) + sizeof(int);

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<StoredContent> contents)
    {
        var payload = new ArrayBufferWriter<byte>(Math.Max(1, contents.Sum(static content => Prefix + content.Bytes.Length)));
        foreach (var content in contents)
        {
            var prefix = payload.GetSpan(Prefix);
            BinaryPrimitives.WriteInt64BigEndian(prefix, content.EpochId);
            BinaryPrimitives.WriteInt32BigEndian(prefix[sizeof(long)..], content.Bytes.Length);
            payload.Advance(Prefix);
            payload.Write(content.Bytes.Span);
        }

        return payload.WrittenMemory;
    }

    /// <exception cref="InvalidDataException">The payload holds no such list.</exception>
    public static List<StoredContent> Read(ReadOnlyMemory<byte> payload)
    {
        var contents = new List<StoredContent>();
        while (!payload.IsEmpty)
        {
            if (payload.Length < Prefix) throw new InvalidDataException("A content is cut off.");
            var epochId = BinaryPrimitives.ReadInt64BigEndian(payload.Span);
            var length = BinaryPrimitives.ReadInt32BigEndian(payload.Span[sizeof(long)..]);
            if (length < 0 || length > payload.Length - Prefix) throw new InvalidDataException("A content is cut off.");
            contents.Add(new StoredContent(epochId, payload.Slice(Prefix, length)));
            payload = payload[(Prefix + length)..];
        }

        return contents;
    }
}
