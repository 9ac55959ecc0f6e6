using System.IO.Compression;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>Reads a state file frame by frame. A frame is given out when its digest fits, which covers everything before it as well.</summary>
internal sealed class ArchiveReader : IDisposable
{
    /// <summary>The digest before the first frame.</summary>
    public static readonly string NoDigest = new('0', 64);

    private readonly BufferedStream _file;
    private readonly string _name;
    private string _digest = NoDigest;
    private string _section = SectionNames.Header;

    private ArchiveReader(Stream file, string name)
    {
        _file = new BufferedStream(file, 1 << 16);
        _name = name;
    }

    /// <summary>The length of the file.</summary>
    public long Length => _file.Length;

    /// <exception cref="TransferException">There is no such file.</exception>
    public static ArchiveReader Open(string path)
    {
        try
        {
            return new ArchiveReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"The state file {path} cannot be read ({exception.Message}): name a file that export has written.", exception);
        }
    }

    /// <summary>The next frame, or null where the file ends after a whole one.</summary>
    /// <exception cref="TransferException">The file is cut off or damaged here, or is none of ours.</exception>
    public async ValueTask<ArchiveFrame?> NextAsync(CancellationToken cancellationToken)
    {
        if (ReadLine() is not { } line) return null;
        if (FrameHeader.Parse(line) is not { } header) throw Fault("is damaged: what follows in it is no frame");
        _section = header.Section;
        var packed = new byte[header.Packed];
        var read = await _file.ReadAtLeastAsync(packed, packed.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < packed.Length) throw Fault("is cut off");
        if (header.DigestAfter(_digest, packed) != header.Digest) throw Fault("is damaged: its checksum does not fit");
        _digest = header.Digest;
        var payload = new byte[header.Unpacked];
        return BrotliDecoder.TryDecompress(packed, payload, out var written) && written == payload.Length
            ? new ArchiveFrame(header, payload, _file.Position)
            : throw Fault("is damaged: it does not unpack");
    }

    public void Dispose() => _file.Dispose();

    private byte[]? ReadLine()
    {
        var line = new List<byte>(256);
        while (line.Count <= FrameHeader.MaxLength)
        {
            var value = _file.ReadByte();
            if (value < 0) return line.Count == 0 ? null : throw Fault("is cut off");
            line.Add((byte)value);
            if (value == '\n') return [.. line];
        }

        throw Fault("is damaged: what follows in it is no frame");
    }

    private TransferException Fault(string what) => _digest == NoDigest
        ? new TransferException($"{_name} is no whole state file (its header {what}): name a file that export has written, or copy it anew.")
        : new TransferException($"Section '{_section}' of {_name} {what} (near byte {_file.Position}): copy the file anew from where it was exported, or export anew. Nothing of it is used.");
}
