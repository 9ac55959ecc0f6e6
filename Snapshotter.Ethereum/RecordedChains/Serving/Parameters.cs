using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>Reads the parameters of a call; what is wrong becomes error -32602.</summary>
internal static class Parameters
{
    /// <summary>The parameter at this place.</summary>
    public static JsonElement At(JsonElement parameters, int index) =>
        parameters.ValueKind == JsonValueKind.Array && parameters.GetArrayLength() > index
            ? parameters[index]
            : throw RpcRefusalException.Invalid(string.Create(CultureInfo.InvariantCulture, $"missing value for required argument {index}"));

    /// <summary>A 32-byte value.</summary>
    public static Hash32 Hash(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String && Hash32.TryParse(Text(value), out var hash) ? hash : throw Invalid(name, "a 32-byte hex value");

    /// <summary>A 20-byte value.</summary>
    public static Address Address(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String && Primitives.Address.TryParse(Text(value), out var address) ? address : throw Invalid(name, "a 20-byte hex value");

    /// <summary>Bytes of any length.</summary>
    public static byte[] Bytes(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String) throw Invalid(name, "a hex string");
        var text = Text(value);
        if (!text.StartsWith("0x"u8)) throw Invalid(name, "a hex string");
        var bytes = new byte[(text.Length - 2) / 2];
        return Hex.TryDecode(text, bytes, out _) ? bytes : throw Invalid(name, "a hex string with an even number of digits");
    }

    /// <summary>A height, or a name that stands for one: all names but "earliest" mean the head, since a recorded chain is not reorganised.</summary>
    public static long Height(JsonElement value, RecordedChain chain, long head)
    {
        if (value.ValueKind != JsonValueKind.String) throw Invalid("block", "a hex number or a name");
        var text = Text(value);
        if (text.SequenceEqual("latest"u8) || text.SequenceEqual("pending"u8) || text.SequenceEqual("safe"u8) || text.SequenceEqual("finalized"u8)) return head;
        if (text.SequenceEqual("earliest"u8)) return chain.First;
        if (text.StartsWith("0x"u8) && long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number >= 0) return number;
        throw Invalid("block", "a hex number or a name");
    }

    /// <summary>A block named by height, name, hash, or an object with blockNumber or blockHash (EIP-1898); null when there is no such block.</summary>
    public static RecordedBlock? Block(JsonElement value, RecordedChain chain, long head)
    {
        var block = HashOf(value) is { } hash ? chain.FindBlock(hash) : chain.FindBlock(HeightOf(value, chain, head));
        return block is null || block.Number > head ? null : block;
    }

    /// <summary>The hash by which a block is named, if it is.</summary>
    public static Hash32? HashOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("blockHash"u8, out var member)) return Hash(member, "blockHash");
        return value.ValueKind == JsonValueKind.String && Text(value).Length == 66 ? Hash(value, "block") : null;
    }

    /// <summary>The height by which a block is named.</summary>
    public static long HeightOf(JsonElement value, RecordedChain chain, long head) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("blockNumber"u8, out var member) ? Height(member, chain, head) : Height(value, chain, head);

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Member(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    // The text between the quotes; an escaped one matches nothing that is looked for.
    private static ReadOnlySpan<byte> Text(JsonElement value) => JsonMarshal.GetRawUtf8Value(value)[1..^1];

    private static RpcRefusalException Invalid(string name, string expected) => RpcRefusalException.Invalid($"invalid argument: {name} must be {expected}");
}
