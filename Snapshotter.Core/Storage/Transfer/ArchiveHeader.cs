using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>What a state file is of: its first section.</summary>
/// <param name="Version">The version of the format.</param>
/// <param name="Namespace">The namespace of the node's projects; empty when it has none.</param>
/// <param name="EpochSize">Blocks per epoch; 0 before the first epoch.</param>
/// <param name="Source">The source that the data folder was begun with; empty when it was never run as a node.</param>
/// <param name="CurrentEpoch">The latest released epoch, or 0.</param>
/// <param name="HasContents">Whether the bytes of the snapshots are in it.</param>
/// <param name="Fingerprint">Changes when the node goes on, so that an export is not resumed with another state than it was begun with.</param>
public sealed record ArchiveHeader(int Version, string Namespace, int EpochSize, string Source, long CurrentEpoch, bool HasContents, string Fingerprint)
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int CurrentVersion = 1;

    internal byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.ArchiveHeader);

    internal static ArchiveHeader Parse(byte[] payload) => JsonSerializer.Deserialize(payload, ArchiveJson.Default.ArchiveHeader) ?? throw new JsonException("The header is null.");
}

/// <summary>Generated serialisation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveHeader))]
[JsonSerializable(typeof(FrameHeader))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
