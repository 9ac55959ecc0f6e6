using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>Reads typed data from the JSON that wallets exchange.</summary>
internal static class TypedDataJson
{
    private const int MaxNumberText = 80;

    public static TypedData Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = Members(document.RootElement, "document");
            var types = ReadTypes(Member(root, "types", "document"));
            var domain = ReadObject(Member(root, "domain", "document"), "domain");
            var message = ReadObject(Member(root, "message", "document"), "message");
            return new TypedData(Separator(types, domain), types, ReadText(Member(root, "primaryType", "document"), "primaryType"), message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Half a surrogate pair is an invalid operation when escaped and an invalid argument when not.
            throw new TypedDataException("document", $"it is no JSON: {e.Message}");
        }
    }

    private static Hash32 Separator(TypedDataTypes types, Dictionary<string, object?> domain) =>
        types.Contains(TypedDataDomain.TypeName)
            ? types.HashStruct(TypedDataDomain.TypeName, domain)
            : TypedDataDomain.Separator(domain);

    private static TypedDataTypes ReadTypes(JsonElement json)
    {
        var structs = new Dictionary<string, IReadOnlyList<TypedDataField>>();
        foreach (var (name, fields) in Members(json, "types"))
        {
            if (fields.ValueKind != JsonValueKind.Array) throw new TypedDataException(name, "a list of members is expected.");
            structs[name] = [.. fields.EnumerateArray().Select(field => ReadField(field, name))];
        }

        return new TypedDataTypes(structs);
    }

    private static TypedDataField ReadField(JsonElement json, string path)
    {
        var members = Members(json, path);
        return new TypedDataField(ReadText(Member(members, "name", path), path), ReadText(Member(members, "type", path), path));
    }

    private static Dictionary<string, object?> ReadObject(JsonElement json, string path) =>
        Members(json, path).ToDictionary(member => member.Key, member => ReadValue(member.Value, $"{path}.{member.Key}"));

    private static object? ReadValue(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => ReadObject(json, path),
        JsonValueKind.Array => json.EnumerateArray().Select((element, index) => ReadValue(element, $"{path}[{index}]")).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => ReadNumber(json.GetRawText(), path),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static BigInteger ReadNumber(string text, string path) =>
        text.Length <= MaxNumberText && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TypedDataException(path, "a number is an integer of at most 256 bits, without fraction or exponent.");

    private static string ReadText(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw new TypedDataException(path, "a text is expected.");

    private static JsonElement Member(Dictionary<string, JsonElement> members, string name, string path) =>
        members.TryGetValue(name, out var member) ? member : throw new TypedDataException(path, $"the member '{name}' is missing.");

    private static Dictionary<string, JsonElement> Members(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new TypedDataException(path, "an object is expected.");
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in json.EnumerateObject())
        {
            // Which of two values counts differs from reader to reader: a signer must not be shown one and sign the other.
            if (!members.TryAdd(member.Name, member.Value)) throw new TypedDataException(path, $"the member '{member.Name}' is there twice.");
        }

        return members;
    }
}
