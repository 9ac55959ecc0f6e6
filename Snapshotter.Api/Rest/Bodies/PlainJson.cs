using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>JSON texts as the original wrote them: only quotes, backslashes and control characters are escaped.</summary>
internal static class PlainJson
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1_000 };

    /// <summary>A JSON string.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                < ' ' => quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Whether the bytes are exactly one JSON value in UTF-8.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return false;
        var reader = new Utf8JsonReader(utf8, Reading);
        try
        {
            if (!reader.Read()) return false;
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a well-formed value says nothing: null, false, zero, or an empty string, list or object.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Reading);
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null or JsonTokenType.False => true,
            JsonTokenType.Number => !reader.ValueSpan.ContainsAnyInRange((byte)'1', (byte)'9'),
            JsonTokenType.String => reader.ValueSpan.IsEmpty,
            JsonTokenType.StartArray or JsonTokenType.StartObject => reader.Read() && reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject,
            _ => false,
        };
    }
}
