using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Configuration;

/// <summary>
/// A value in a configuration file that knows where it stands. Its readers answer null, with the reason in the report,
/// when the value has another shape, so that one pass finds all faults.
/// </summary>
public readonly struct ConfigurationNode
{
    private readonly JsonElement _element;
    private readonly ConfigurationReport _report;

    internal ConfigurationNode(JsonElement element, string file, string path, ConfigurationReport report)
    {
        _element = element;
        _report = report;
        File = file;
        Path = path;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The JSON path within the file.</summary>
    public string Path { get; }

    /// <summary>The value as it stands, for readers to whom several shapes are right.</summary>
    public JsonElement Json => _element;

    /// <summary>Whether this is the text without characters, which upstream's templates leave where nothing was filled in.</summary>
    internal bool IsEmptyText => _element.ValueKind is JsonValueKind.String && _element.ValueEquals(""u8);

    /// <summary>Notes that this value is wrong.</summary>
    public void Fault(string reason, string fix) => _report.Fault(File, Path, reason, fix);

    /// <summary>Notes that this value is odd.</summary>
    public void Warn(string sentence) => _report.Warn(File, Path, sentence);

    /// <summary>A member that must be there and not be null.</summary>
    public ConfigurationNode? Required(string name)
    {
        if (!IsObject()) return null;
        if (Optional(name) is { } member) return member;
        Fault($"The field '{name}' is missing.", "Add it.");
        return null;
    }

    /// <summary>A member, or null when it is not there or is null.</summary>
    public ConfigurationNode? Optional(string name) =>
        _element.ValueKind is JsonValueKind.Object && _element.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null
            ? new ConfigurationNode(member, File, $"{Path}.{name}", _report)
            : null;

    /// <summary>All members, when this is an object.</summary>
    public IReadOnlyList<KeyValuePair<string, ConfigurationNode>> Members()
    {
        if (!IsObject()) return [];
        var members = new List<KeyValuePair<string, ConfigurationNode>>();
        foreach (var property in _element.EnumerateObject())
        {
            members.Add(new(property.Name, new ConfigurationNode(property.Value, File, $"{Path}.{Quoted(property.Name)}", _report)));
        }

        return members;
    }

    /// <summary>Warns of members that mean nothing here and of members given twice, of which the last counts.</summary>
    public void ExpectOnly(params ReadOnlySpan<string> known)
    {
        if (_element.ValueKind is not JsonValueKind.Object) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in _element.EnumerateObject())
        {
            if (!known.Contains(property.Name)) Warn($"The field '{Quoted(property.Name)}' means nothing here and is ignored.");
            if (!seen.Add(property.Name)) Warn($"The field '{Quoted(property.Name)}' is given twice; the last one counts.");
        }
    }

    /// <summary>The items of an array that has at most <paramref name="max"/> of them.</summary>
    public IReadOnlyList<ConfigurationNode>? Items(int max = ConfigurationLimits.MaxEntries)
    {
        if (_element.ValueKind is not JsonValueKind.Array) return Wrong<IReadOnlyList<ConfigurationNode>>("a list");
        var length = _element.GetArrayLength();
        if (length > max)
        {
            Fault($"The list has {length} entries, more than the {max} allowed.", "Shorten it.");
            return null;
        }

        var items = new List<ConfigurationNode>(length);
        foreach (var item in _element.EnumerateArray()) items.Add(new ConfigurationNode(item, File, $"{Path}[{items.Count}]", _report));
        return items;
    }

    /// <summary>A text, which may be empty.</summary>
    public string? Text()
    {
        if (_element.ValueKind is not JsonValueKind.String) return Wrong<string>("a text");
        var text = _element.GetString()!;
        if (text.Length <= ConfigurationLimits.MaxText) return text;
        Fault($"The text has {text.Length} characters, more than the {ConfigurationLimits.MaxText} allowed.", "Shorten it.");
        return null;
    }

    /// <summary>A text that names something: not empty, without spaces and control characters.</summary>
    public string? Name()
    {
        if (Text() is not { } text) return null;
        if (text.Length > 0 && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))) return text;
        Fault(text.Length == 0 ? "The text is empty." : "The text holds spaces or control characters.", "Give a name.");
        return null;
    }

    /// <summary>An address. A mixed-case one whose checksum (EIP-55) is wrong is taken, with a warning.</summary>
    public Address? Address()
    {
        if (Text() is not { } text) return null;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || !Ethereum.Primitives.Address.TryParse(text, out var address))
        {
            Fault($"'{Quoted(text)}' is no address.", "Give 0x and 40 hex digits.");
            return null;
        }

        WarnOfChecksum(text, address);
        return address;
    }

    /// <summary>A whole number in a range.</summary>
    public int? Integer(int min, int max)
    {
        if (_element.ValueKind is not JsonValueKind.Number || !_element.TryGetInt32(out var value))
        {
            Fault($"Expected a whole number, found {Found()}.", $"Give a number from {min} to {max}.");
            return null;
        }

        if (value >= min && value <= max) return value;
        Fault($"{value} is out of range.", $"Give a number from {min} to {max}.");
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Boolean()
    {
        if (_element.ValueKind is JsonValueKind.True or JsonValueKind.False) return _element.GetBoolean();
        Fault($"Expected true or false, found {Found()}.", "Write it without quotes.");
        return null;
    }

    /// <summary>Whether this is an object; a fault when it is not.</summary>
    public bool IsObject()
    {
        if (_element.ValueKind is JsonValueKind.Object) return true;
        _ = Wrong<object>("an object");
        return false;
    }

    /// <summary>A text from a file, short and printable enough for a message.</summary>
    public static string Quoted(string text)
    {
        var cut = text.Length > ConfigurationLimits.MaxQuoted ? string.Concat(text.AsSpan(0, ConfigurationLimits.MaxQuoted), "…") : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(character => char.IsControl(character) ? '?' : character)) : cut;
    }

    internal void WarnOfChecksum(string text, Address address)
    {
        var mixed = text.AsSpan(2).ContainsAnyInRange('a', 'f') && text.AsSpan(2).ContainsAnyInRange('A', 'F');
        if (mixed && text != address.ToChecksumString()) Warn($"The capitals of {text} do not fit its checksum; it may be mistyped.");
    }

    private T? Wrong<T>(string expected) where T : class
    {
        Fault($"Expected {expected}, found {Found()}.", $"Replace it by {expected}.");
        return null;
    }

    private string Found() => _element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
