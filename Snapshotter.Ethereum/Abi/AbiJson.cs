using System.Text.Json;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Reads the entries of a JSON ABI (ABI specification, "JSON"), those of early compilers included: they lack <c>stateMutability</c>.</summary>
internal static class AbiJson
{
    public static AbiFunction ReadFunction(JsonElement entry) =>
        new(ReadName(entry), ReadParameters(entry, "inputs"), ReadParameters(entry, "outputs"), ReadMutability(entry));

    public static AbiEvent ReadEvent(JsonElement entry) => new(ReadName(entry), ReadParameters(entry, "inputs"), IsTrue(entry, "anonymous"));

    public static AbiError ReadError(JsonElement entry) => new(ReadName(entry), ReadParameters(entry, "inputs"));

    public static AbiConstructor ReadConstructor(JsonElement entry) => new(ReadParameters(entry, "inputs"), ReadMutability(entry));

    /// <summary>The text of a property, or null where there is none.</summary>
    public static string? ReadText(JsonElement entry, string name)
    {
        if (entry.ValueKind != JsonValueKind.Object) throw Fault(entry, "an object is expected");
        if (!entry.TryGetProperty(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Fault(entry, $"'{name}' must be a text");
    }

    /// <summary>An error about this element.</summary>
    public static AbiException Fault(JsonElement element, string fault)
    {
        var text = element.GetRawText();
        return new AbiException($"JSON {(text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 120), "..."))}", $"{fault}.");
    }

    private static string ReadName(JsonElement entry) => ReadText(entry, "name") is { Length: > 0 } name ? name : throw Fault(entry, "'name' is missing");

    private static List<AbiParameter> ReadParameters(JsonElement entry, string property)
    {
        if (!entry.TryGetProperty(property, out var list)) return [];
        if (list.ValueKind != JsonValueKind.Array) throw Fault(entry, $"'{property}' must be a list");
        return [.. list.EnumerateArray().Select(item => new AbiParameter(ReadText(item, "name") ?? "", ReadType(item), IsTrue(item, "indexed")))];
    }

    private static AbiType ReadType(JsonElement item)
    {
        var text = ReadText(item, "type") ?? throw Fault(item, "'type' is missing");
        var reader = new AbiTextReader(text);
        if (!reader.TryReadWord("tuple")) return AbiType.Parse(text);
        if (!item.TryGetProperty("components", out _)) throw Fault(item, "a tuple needs 'components'");

        var type = reader.ReadArraySuffixes(AbiType.TupleOf(ReadParameters(item, "components")));
        reader.RequireEnd();
        return type;
    }

    private static StateMutability ReadMutability(JsonElement entry) => ReadText(entry, "stateMutability") switch
    {
        "pure" => StateMutability.Pure,
        "view" => StateMutability.View,
        "payable" => StateMutability.Payable,
        "nonpayable" => StateMutability.NonPayable,
        null when IsTrue(entry, "constant") => StateMutability.View,
        null when IsTrue(entry, "payable") => StateMutability.Payable,
        null => StateMutability.NonPayable,
        var other => throw Fault(entry, $"'{other}' is no state mutability"),
    };

    private static bool IsTrue(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
