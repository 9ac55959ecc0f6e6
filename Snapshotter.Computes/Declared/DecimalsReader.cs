using System.Text.Json;
using Snapshotter.Core.Configuration;
using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.Declared;

/// <summary>Reads how many digits of integers stand after the point.</summary>
internal static class DecimalsReader
{
    private const int Max = 77;

    /// <summary>The decimals by the name of the value.</summary>
    /// <param name="node">The field <c>decimals</c>: an object, or for a single value a number; or null.</param>
    /// <param name="values">The values that may have decimals.</param>
    public static IReadOnlyDictionary<string, int> Read(ConfigurationNode? node, IReadOnlyList<AbiParameter> values)
    {
        var decimals = new Dictionary<string, int>(StringComparer.Ordinal);
        if (node is not { } field) return decimals;
        if (field.Json.ValueKind is JsonValueKind.Number && values is [var only])
        {
            Add(decimals, only, field);
            return decimals;
        }

        foreach (var (name, member) in field.Members())
        {
            if (values.FirstOrDefault(value => value.Name == name && name.Length > 0) is { } value) Add(decimals, value, member);
            else member.Fault("Nothing of this name is written that could have decimals.", values.Any(static value => value.Name.Length > 0) ? $"Use one of {string.Join(", ", values.Select(static value => value.Name))}." : "Give a number instead of an object.");
        }

        return decimals;
    }

    private static void Add(Dictionary<string, int> decimals, AbiParameter value, ConfigurationNode node)
    {
        if (!IsInteger(value.Type)) node.Fault($"A value of type {value.Type.Canonical} has no decimals.", "Give decimals of whole numbers only.");
        else if (node.Integer(1, Max) is { } given) decimals[value.Name] = given;
    }

    private static bool IsInteger(AbiType type) => type.Kind is AbiKind.UInt or AbiKind.Int || (type.Element is { } element && IsInteger(element));
}
