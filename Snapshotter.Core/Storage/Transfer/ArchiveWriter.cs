using System.IO.Compression;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>Writes a state file frame by frame. What was cut off goes on after its last whole frame, when it is of the same state.</summary>
internal sealed class ArchiveWriter : IAsyncDisposable
{
    /// <summary>Packs JSON to about a tenth, faster than most disks write.</summary>
    private const int Quality = 4;

    private const int Window = 22;

    private readonly FileStream _file;
    private readonly SortedDictionary<string, long> _records = new(StringComparer.Ordinal);
    private string _digest = ArchiveReader.NoDigest;

    private ArchiveWriter(FileStream file) => _file = file;

    /// <summary>The last frame's line; null when there is none yet.</summary>
    public FrameHeader? Last { get; private set; }

    /// <summary>Records so far, by section.</summary>
    public IReadOnlyDictionary<string, long> Records => _records;

    /// <summary>The digest of all that was written.</summary>
    public string Digest => _digest;

    /// <summary>Goes on with a file that begins with the header, or begins it.</summary>
    public static async ValueTask<ArchiveWriter> OpenAsync(string path, ArchiveHeader header, CancellationToken cancellationToken)
    {
        var writer = new ArchiveWriter(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0));
        try
        {
            var end = await writer.TakeUpAsync(path, header, cancellationToken);
            writer._file.SetLength(end);
            writer._file.Position = end;
            if (writer.Last is null) await writer.WriteAsync(SectionNames.Header, 1, header.ToPayload(), null, cancellationToken);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask WriteAsync(string section, int records, ReadOnlyMemory<byte> payload, string? next, CancellationToken cancellationToken)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(payload.Length)];
        if (!BrotliEncoder.TryCompress(payload.Span, packed, out var length, Quality, Window)) throw new InvalidOperationException("A frame could not be packed.");
        var header = new FrameHeader(section, records, payload.Length, length, next, "");
        header = header with { Digest = header.DigestAfter(_digest, packed.AsSpan(0, length)) };

        // One write, so that a frame is mostly whole or not there.
        byte[] frame = [.. header.ToLine(), .. packed.AsSpan(0, length)];
        await _file.WriteAsync(frame, cancellationToken);
        Take(header);
    }

    /// <summary>Brings all that was written to the disk.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <summary>Reads what is there, and returns where it stops being of use.</summary>
    private async ValueTask<long> TakeUpAsync(string path, ArchiveHeader header, CancellationToken cancellationToken)
    {
        var end = 0L;
        using var reader = ArchiveReader.Open(path);
        try
        {
            while (await reader.NextAsync(cancellationToken) is { } frame)
            {
                if (end == 0 && !(frame.Header.Section == SectionNames.Header && frame.Payload.AsSpan().SequenceEqual(header.ToPayload()))) return 0;
                Take(frame.Header);
                end = frame.End;
            }
        }
        catch (TransferException)
        {
            // Cut off within a frame, which is written again.
        }

        return end;
    }

    private void Take(FrameHeader header)
    {
        Last = header;
        _digest = header.Digest;
        _records[header.Section] = _records.GetValueOrDefault(header.Section) + header.Records;
    }
}
