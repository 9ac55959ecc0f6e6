using System.Buffers;
using System.Text.Json;

namespace Snapshotter.Api.Rest.Binding;

/// <summary>Reads a small JSON object from a request's body.</summary>
internal static class JsonBody
{
    /// <summary>The longest body read, in bytes.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The body, or null with a fault that says why there is none. An empty list counts as an empty object, as it did for the original.</summary>
    public static async ValueTask<JsonDocument?> ReadAsync(HttpContext context, Faults faults)
    {
        if (await BytesAsync(context) is not { } bytes) return Refuse(faults, $"ensure the body has at most {MaxBytes} bytes", "value_error.body.too_long");
        if (bytes.Length == 0) return Refuse(faults, "field required", "value_error.missing");
        if (!IsJson(context.Request.ContentType)) return Refuse(faults, "value is not a valid dict", "type_error.dict");
        try
        {
            var body = JsonDocument.Parse(bytes);
            if (body.RootElement.ValueKind == JsonValueKind.Object || IsEmptyList(body.RootElement)) return body;
            using (body)
            {
                return body.RootElement.ValueKind == JsonValueKind.Null
                    ? Refuse(faults, "field required", "value_error.missing")
                    : Refuse(faults, "value is not a valid dict", "type_error.dict");
            }
        }
        catch (JsonException exception)
        {
            return Refuse(faults, $"the body is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}", "value_error.jsondecode");
        }
    }

    private static bool IsEmptyList(JsonElement element) => element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0;

    private static JsonDocument? Refuse(Faults faults, string message, string type)
    {
        faults.Add(message, type, "body");
        return null;
    }

    private static async ValueTask<byte[]?> BytesAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxBytes) return null;
            if (read.IsCompleted) return read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>No media type at all is taken for JSON.</summary>
    private static bool IsJson(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType)) return true;
        var media = contentType.AsSpan(0, contentType.IndexOf(';', StringComparison.Ordinal) is var cut and >= 0 ? cut : contentType.Length).Trim();
        return media.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
            && (media[12..].Equals("json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }
}
