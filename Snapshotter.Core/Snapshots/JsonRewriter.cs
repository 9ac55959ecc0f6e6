using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Snapshotter.Core.Snapshots;

/// <summary>Copies JSON that was read into a canonical writer.</summary>
public static class JsonRewriter
{
    /// <summary>Writes <paramref name="element"/> as the next value.</summary>
    public static void Write(CanonicalJsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, element);
                break;
            case JsonValueKind.Array:
                writer.StartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.EndArray();
                break;
            case JsonValueKind.String:
                writer.Text(JsonUnescape.Text(JsonMarshal.GetRawUtf8Value(element)[1..^1]));
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, JsonMarshal.GetRawUtf8Value(element));
                break;
            case JsonValueKind.Null:
                writer.Null();
                break;
            default:
                writer.Boolean(element.GetBoolean());
                break;
        }
    }

    private static void WriteObject(CanonicalJsonWriter writer, JsonElement element)
    {
        var members = new List<(string Key, int Place, JsonElement Value)>();
        foreach (var property in element.EnumerateObject())
            members.Add((JsonUnescape.Text(JsonMarshal.GetRawUtf8PropertyName(property)), members.Count, property.Value));
        members.Sort(static (x, y) => CodePointOrder.Instance.Compare(x.Key, y.Key) is var order && order != 0 ? order : x.Place - y.Place);

        writer.StartObject();
        for (var i = 0; i < members.Count; i++)
        {
            if (i + 1 < members.Count && string.Equals(members[i].Key, members[i + 1].Key, StringComparison.Ordinal)) continue;
            writer.Name(members[i].Key);
            Write(writer, members[i].Value);
        }

        writer.EndObject();
    }

    private static void WriteNumber(CanonicalJsonWriter writer, ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(".eE"u8) >= 0) writer.Float(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        else writer.Digits(text.SequenceEqual("-0"u8) ? "0"u8 : text);
    }
}
