using Snapshotter.Core.Configuration;
using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.Declared;

/// <summary>Whether values can be written as JSON: each needs a key of its own.</summary>
internal static class ValueShape
{
    /// <summary>Notes values that cannot be written.</summary>
    /// <param name="values">The values of one object; a single one needs no name.</param>
    /// <param name="node">Where they are declared.</param>
    /// <returns>Whether all can be written.</returns>
    public static bool Check(IReadOnlyList<AbiParameter> values, ConfigurationNode node)
    {
        var isRight = values.Count <= 1 || CheckNames(values, node);
        foreach (var value in values) isRight &= CheckType(value.Type, node);
        return isRight;
    }

    private static bool CheckNames(IReadOnlyList<AbiParameter> values, ConfigurationNode node)
    {
        if (values.Any(static value => value.Name.Length == 0))
        {
            node.Fault("One of several values has no name, so it has no key in the snapshot.", "Write a name after each type.");
            return false;
        }

        if (values.Select(static value => value.Name).Distinct(StringComparer.Ordinal).Count() == values.Count) return true;
        node.Fault("Two values have one name.", "Give each a name of its own.");
        return false;
    }

    private static bool CheckType(AbiType type, ConfigurationNode node)
    {
        if (type.Element is { } element) return CheckType(element, node);
        if (type.Kind is AbiKind.Tuple)
        {
            var isRight = CheckNames(type.Components, node);
            foreach (var component in type.Components) isRight &= CheckType(component.Type, node);
            return isRight;
        }

        if (type.Kind is not (AbiKind.Fixed or AbiKind.UFixed)) return true;
        node.Fault($"Values of type {type.Canonical} cannot be written.", "Use an integer type and decimals.");
        return false;
    }
}
