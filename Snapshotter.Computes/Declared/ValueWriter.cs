using System.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Declared;

/// <summary>
/// Writes ABI values as canonical JSON: integers as integers of any size, or with decimals as exact decimal numbers; addresses with their
/// checksum (EIP-55), bytes as 0x hex, tuples as objects. Of an indexed value that a log only has the hash of, the hash is written.
/// </summary>
internal static class ValueWriter
{
    private static readonly Dictionary<string, int> NoDecimals = [];

    public static void Write(CanonicalJsonWriter writer, AbiType type, object? value, int? decimals)
    {
        switch (value)
        {
            case BigInteger units when decimals is { } digits: writer.Decimal(units, digits); break;
            case BigInteger units: writer.Integer(units); break;
            case bool flag: writer.Boolean(flag); break;
            case Address address: writer.Text(address.ToChecksumString()); break;
            case Hash32 hash: writer.Text(hash.ToString()); break;
            case byte[] bytes: writer.Text(Hex.Prefixed(bytes)); break;
            case string text: writer.Text(text); break;
            case object?[] items when type.Kind is AbiKind.Array: WriteArray(writer, type.Element!, items, decimals); break;
            case object?[] items: WriteObject(writer, type.Components, items, NoDecimals); break;
            default: throw new ArgumentException($"A {value?.GetType().Name ?? "null"} is no ABI value.", nameof(value));
        }
    }

    /// <summary>Writes an object of named values.</summary>
    public static void WriteObject(CanonicalJsonWriter writer, IReadOnlyList<AbiParameter> parameters, IReadOnlyList<object?> values, IReadOnlyDictionary<string, int> decimals)
    {
        writer.StartObject();
        foreach (var i in Enumerable.Range(0, parameters.Count).OrderBy(i => parameters[i].Name, CodePointOrder.Instance))
        {
            writer.Name(parameters[i].Name);
            Write(writer, parameters[i].Type, values[i], Of(decimals, parameters[i]));
        }

        writer.EndObject();
    }

    /// <summary>The decimals of a value, or null.</summary>
    public static int? Of(IReadOnlyDictionary<string, int> decimals, AbiParameter value) => decimals.TryGetValue(value.Name, out var given) ? given : null;

    private static void WriteArray(CanonicalJsonWriter writer, AbiType element, object?[] items, int? decimals)
    {
        writer.StartArray();
        foreach (var item in items) Write(writer, element, item, decimals);
        writer.EndArray();
    }
}
