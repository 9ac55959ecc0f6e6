using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>JSON that is stored as text and passed on as it is.</summary>
/// <param name="Text">Well-formed JSON.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Text);

/// <summary>Passes stored JSON on; what turns out not to be JSON becomes null.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Stored JSON is only ever written.");

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
    {
        if (PlainJson.IsWellFormed(value.Text.Span)) writer.WriteRawValue(value.Text.Span, skipInputValidation: true);
        else writer.WriteNullValue();
    }
}
