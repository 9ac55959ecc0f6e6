using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Keys;

/// <summary>One object of a key file. Names count in any case, as wallets differ in it.</summary>
internal readonly struct KeystoreJson : IDisposable
{
    private const int MaxText = 4096;

    private readonly JsonDocument _document;
    private readonly JsonElement _element;

    private KeystoreJson(JsonDocument document, JsonElement element) => (_document, _element) = (document, element);

    public KeystoreJson Root => this;

    /// <exception cref="KeystoreException">The text is no JSON object.</exception>
    public static KeystoreJson Open(string json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new KeystoreJson(document, document.RootElement);
            document.Dispose();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // The text itself is not repeated: an operator may have pasted a key.
        }

        throw KeystoreException.Malformed("it is no JSON object.");
    }

    public KeystoreJson Object(string name) => new(_document, Member(name, JsonValueKind.Object));

    public int Integer(string name) =>
        Member(name, JsonValueKind.Number).TryGetInt32(out var number) ? number : throw KeystoreException.Malformed($"'{name}' is no integer in range.");

    public string Text(string name)
    {
        try
        {
            var text = Member(name, JsonValueKind.String).GetString()!;
            return text.Length <= MaxText ? text : throw KeystoreException.Malformed($"'{name}' is too long.");
        }
        catch (InvalidOperationException)
        {
            // So the reader reports an escaped surrogate without its other half.
            throw KeystoreException.Malformed($"'{name}' is no text.");
        }
    }

    public byte[] Bytes(string name)
    {
        var text = Text(name);
        var bytes = new byte[text.Length / 2];
        return Hex.TryDecode(text, bytes, out var length) ? bytes[..length] : throw KeystoreException.Malformed($"'{name}' is no hex text.");
    }

    public byte[] Bytes(string name, int length)
    {
        var bytes = Bytes(name);
        return bytes.Length == length ? bytes : throw KeystoreException.Malformed($"'{name}' has {length} bytes, not {bytes.Length}.");
    }

    public Address? OptionalAddress(string name)
    {
        if (!TryFind(name, out var member) || member.ValueKind == JsonValueKind.Null) return null;
        return Address.TryParse(Text(name), out var address) ? address : throw KeystoreException.Malformed($"'{name}' is no address.");
    }

    public void Dispose() => _document.Dispose();

    private JsonElement Member(string name, JsonValueKind kind) =>
        TryFind(name, out var member) && member.ValueKind == kind ? member : throw KeystoreException.Malformed($"'{name}' is missing or no {kind}.");

    private bool TryFind(string name, out JsonElement member)
    {
        try
        {
            member = _element.EnumerateObject().FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
            return member.ValueKind != JsonValueKind.Undefined;
        }
        catch (InvalidOperationException)
        {
            throw KeystoreException.Malformed("a name is no text.");
        }
    }
}
