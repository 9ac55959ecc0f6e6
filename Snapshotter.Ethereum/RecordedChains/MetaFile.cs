using System.Text.Json;
using Snapshotter.Ethereum.Models.Json;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Reads meta.json, of which only <c>chainId</c>, a number, has a fixed meaning.</summary>
internal static class MetaFile
{
    private const string Name = "meta";

    /// <summary>The chain's id (EIP-155): what the folder's meta.json says, or, where there is no such file, what the first transaction that names a chain was signed for.</summary>
    /// <exception cref="RecordedChainException">The file is no object or does not tell the chain id, or nothing does.</exception>
    public static long ReadChainId(string folder, RecordedFile blocks) => RecordedFile.TryRead(folder, Name) is { } meta
        ? ReadChainId(meta)
        : SignedFor(blocks) ?? ReadChainId(RecordedFile.Read(folder, Name));

    private static long? SignedFor(RecordedFile blocks)
    {
        var reader = blocks.CreateReader();
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("chainId"u8)) continue;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String) return JsonHex.Quantity(ref reader, "chainId");
        }

        return null;
    }

    private static long ReadChainId(RecordedFile file)
    {
        using var document = JsonDocument.Parse(file.Json);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("chainId"u8, out var id)
            && id.ValueKind == JsonValueKind.Number
            && id.TryGetInt64(out var chainId)
            && chainId >= 0)
        {
            return chainId;
        }

        throw new RecordedChainException(file.Path, null, "The file does not tell the chain's id. Add a number named chainId, such as 1 for Ethereum mainnet.");
    }
}
