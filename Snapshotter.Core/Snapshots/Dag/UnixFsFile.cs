using System.Buffers;

namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>The UnixFS message in the data of a dag-pb node that is a file or a part of one.</summary>
/// <param name="Data">Bytes of the file that lie in this node itself, before those of its links.</param>
/// <param name="FileSize">The bytes of the file below this node; null when the field is absent.</param>
/// <param name="BlockSizes">The bytes of the file below each link.</param>
internal sealed record UnixFsFile(ReadOnlyMemory<byte> Data, ulong? FileSize, IReadOnlyList<ulong> BlockSizes)
{
    private const ulong RawType = 0;
    private const ulong FileType = 2;
    private const int TypeField = 1;
    private const int DataField = 2;
    private const int FileSizeField = 3;
    private const int BlockSizesField = 4;
    private const int LastField = 8;

    /// <summary>The bytes of the message.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> data, ulong fileSize, IEnumerable<ulong> blockSizes)
    {
        var output = new ArrayBufferWriter<byte>(data.Length + 32);
        output.WriteNumber(TypeField, FileType);
        if (!data.IsEmpty) output.WriteBytes(DataField, data);
        output.WriteNumber(FileSizeField, fileSize);
        foreach (var size in blockSizes) output.WriteNumber(BlockSizesField, size);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the message; fields that do not concern the content (mode, time, hash type) are passed over.</summary>
    /// <exception cref="DagException">The message is not well formed, or describes something else than a file.</exception>
    public static UnixFsFile Decode(ReadOnlyMemory<byte> message)
    {
        ulong? type = null;
        ulong? fileSize = null;
        var data = ReadOnlyMemory<byte>.Empty;
        var sizes = new List<ulong>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field is TypeField or FileSizeField or BlockSizesField && reader.HasBytes) throw ProtoReader.Malformed("a size is no integer");
            if (reader.Field == DataField && !reader.HasBytes) throw ProtoReader.Malformed("the data are an integer");
            switch (reader.Field)
            {
                case TypeField: type = reader.Number; break;
                case DataField: data = reader.Bytes; break;
                case FileSizeField: fileSize = reader.Number; break;
                case BlockSizesField: sizes.Add(reader.Number); break;
                case 0 or > LastField: throw ProtoReader.Malformed($"UnixFS has no field {reader.Field}");
            }
        }

        if (type is not (RawType or FileType)) throw new DagException(DagFault.NotAFile, default, $"It is no file: its UnixFS type is {(type is null ? "absent" : type)}.");
        return new UnixFsFile(data, fileSize, sizes);
    }
}
