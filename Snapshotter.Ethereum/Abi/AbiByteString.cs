namespace Snapshotter.Ethereum.Abi;

/// <summary>The content of a <c>bytes</c> or <c>string</c> value.</summary>
internal static class AbiByteString
{
    public static byte[] Get(AbiType type, object? value, in AbiPath path) => value switch
    {
        byte[] bytes when type.Kind == AbiKind.Bytes => bytes,
        string text when type.Kind == AbiKind.String => AbiText.Encode(text, path),
        _ => throw path.Fault($"{type} cannot be made from {value?.GetType().Name ?? "null"}."),
    };
}
