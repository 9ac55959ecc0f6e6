using System.Security.Cryptography;
using System.Text.Json;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>The line before each frame of a state file; the packed payload follows it.</summary>
/// <param name="Section">The section the frame belongs to.</param>
/// <param name="Records">Records in the frame.</param>
/// <param name="Unpacked">Bytes of the payload.</param>
/// <param name="Packed">Bytes that follow, Brotli.</param>
/// <param name="Next">Where the section goes on, in the words of the store that was exported; null in the section's last frame.</param>
/// <param name="Digest">SHA-256, in hex, of the digest before it, this line with an empty digest, and the packed bytes: the last frame's covers the whole file.</param>
internal sealed record FrameHeader(string Section, int Records, int Unpacked, int Packed, string? Next, string Digest)
{
    /// <summary>The longest line.</summary>
    public const int MaxLength = 8192;

    /// <summary>The most bytes that a frame unpacks to.</summary>
    public const int MaxUnpacked = 128 << 20;

    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.FrameHeader), (byte)'\n'];

    /// <summary>The line as a header, or null when it is not exactly what <see cref="ToLine"/> writes.</summary>
    public static FrameHeader? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var header = JsonSerializer.Deserialize(line, ArchiveJson.Default.FrameHeader);
            var isSound = header is { Section: not null, Digest: not null, Records: >= 0, Packed: >= 0 and <= MaxUnpacked, Unpacked: >= 0 and <= MaxUnpacked }
                && header.ToLine().AsSpan().SequenceEqual(line);
            return isSound ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string DigestAfter(string before, ReadOnlySpan<byte> packed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(before));
        hash.AppendData((this with { Digest = "" }).ToLine());
        hash.AppendData(packed);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
