using System.Text.Json;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Reads meta.json, of which only <c>chainId</c>, a number, has a fixed meaning.</summary>
internal static class MetaFile
{
    /// <summary>The chain's id (EIP-155).</summary>
    /// <exception cref="RecordedChainException">The file is no object or does not tell the chain id.</exception>
    public static long ReadChainId(RecordedFile file)
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
