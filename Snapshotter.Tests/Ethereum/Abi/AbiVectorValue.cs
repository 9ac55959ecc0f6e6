using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

/// <summary>The values of the vector files: plain JSON, or JSON wrapped with its kind as <c>{"type":"number","value":"1"}</c>.</summary>
internal static class AbiVectorValue
{
    public static object?[] ReadAll(IReadOnlyList<AbiType> types, JsonNode values)
    {
        values.AsArray().Should().HaveCount(types.Count);
        return types.Zip(values.AsArray(), (type, value) => Read(type, value!)).ToArray();
    }

    public static object? Read(AbiType type, JsonNode node)
    {
        if (node is JsonObject wrapped) return Read(type, wrapped["value"]!);
        return type.Kind switch
        {
            AbiKind.Tuple => ReadAll([.. type.Components.Select(component => component.Type)], node),
            AbiKind.Array => node.AsArray().Select(item => Read(type.Element!, item!)).ToArray(),
            AbiKind.Bool => (bool)node,
            AbiKind.Address => Address.Parse((string)node!),
            AbiKind.String => (string)node!,
            AbiKind.Bytes or AbiKind.FixedBytes => Hex.Decode((string)node!),
            _ => Number(node.GetValueKind() == JsonValueKind.String ? (string)node! : node.ToJsonString()),
        };
    }

    private static BigInteger Number(string text)
    {
        var digits = text.TrimStart('-');
        var number = digits.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.Parse("0" + digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return text.StartsWith('-') ? -number : number;
    }
}
