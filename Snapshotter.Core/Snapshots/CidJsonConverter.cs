using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snapshotter.Core.Snapshots;

/// <summary>CIDs in JSON are their texts.</summary>
internal sealed class CidJsonConverter : JsonConverter<Cid>
{
    public override Cid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Cid.TryParse(reader.GetString(), out var cid) ? cid : throw new JsonException("A CID is expected.");

    public override void Write(Utf8JsonWriter writer, Cid value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
