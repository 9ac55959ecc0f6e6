using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Declared;

/// <summary>Reads the arguments of a call from a declaration.</summary>
internal static class ArgumentsReader
{
    private const int MaxArguments = 100;
    private const int MaxDigits = 78;

    private static readonly DataSource AnySource = new("0x0000000000000000000000000000000000000000");

    /// <summary>The arguments, which must be those of the function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="holder">The declaration of the read.</param>
    /// <returns>Null when there is a fault.</returns>
    public static Arguments? Read(AbiFunction function, ConfigurationNode holder)
    {
        var list = holder.Optional("arguments");
        if (list is null && function.Inputs.Count > 0)
        {
            holder.Fault($"{function.Signature} takes {function.Inputs.Count} arguments, and the field 'arguments' is missing.", "Add it: a list with a value for each.");
            return null;
        }

        var nodes = list?.Items(MaxArguments) ?? [];
        if (nodes.Count != function.Inputs.Count)
        {
            list?.Fault($"{function.Signature} takes {function.Inputs.Count} arguments, not {nodes.Count}.", "Give a value for each.");
            return null;
        }

        var values = new object?[nodes.Count];
        var isWhole = true;
        for (var i = 0; i < values.Length; i++) isWhole &= (values[i] = Read(function.Inputs[i].Type, nodes[i])) is not null;
        return isWhole ? Checked(function, new Arguments(values), list) : null;
    }

    private static Arguments? Checked(AbiFunction function, Arguments arguments, ConfigurationNode? list)
    {
        try
        {
            _ = function.EncodeCall(arguments.Of(AnySource));
            return arguments;
        }
        catch (AbiException exception)
        {
            list?.Fault(exception.Message, "Correct the value.");
            return null;
        }
    }

    private static object? Read(AbiType type, ConfigurationNode node) => type.Kind switch
    {
        AbiKind.UInt or AbiKind.Int => Integer(node),
        AbiKind.Bool => node.Boolean(),
        AbiKind.Address => AddressChoice.IsPlaceholder(node) ? Arguments.Source : node.Address(),
        AbiKind.String => node.Text(),
        AbiKind.Bytes or AbiKind.FixedBytes => Bytes(node),
        AbiKind.Array => Items(node, _ => type.Element!),
        AbiKind.Tuple => Items(node, index => index < type.Components.Count ? type.Components[index].Type : null),
        _ => Unsupported(type, node),
    };

    private static object?[]? Items(ConfigurationNode node, Func<int, AbiType?> typeOf)
    {
        if (node.Items() is not { } nodes) return null;
        var items = new object?[nodes.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (typeOf(i) is not { } type || Read(type, nodes[i]) is not { } item) return null;
            items[i] = item;
        }

        return items;
    }

    private static BigInteger? Integer(ConfigurationNode node)
    {
        var text = node.Json.ValueKind is JsonValueKind.Number ? node.Json.GetRawText() : node.Text();
        if (text is null) return null;
        if (text.Length <= MaxDigits + 1 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        node.Fault($"'{ConfigurationNode.Quoted(text)}' is no whole number.", "Give digits, with or without quotes.");
        return null;
    }

    private static byte[]? Bytes(ConfigurationNode node)
    {
        if (node.Text() is not { } text) return null;
        try
        {
            if (text.StartsWith("0x", StringComparison.Ordinal)) return Hex.Decode(text);
        }
        catch (FormatException)
        {
            // Told below.
        }

        node.Fault($"'{ConfigurationNode.Quoted(text)}' are no bytes.", "Give 0x and two hex digits for each byte.");
        return null;
    }

    private static object? Unsupported(AbiType type, ConfigurationNode node)
    {
        node.Fault($"An argument of type {type.Canonical} cannot be declared.", "Write a processor instead.");
        return null;
    }
}
