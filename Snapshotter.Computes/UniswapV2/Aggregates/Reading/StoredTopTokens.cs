using System.Text.Json;
using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Reading;

/// <summary>Reads the prices of an earlier top-tokens aggregate.</summary>
internal static class StoredTopTokens
{
    /// <summary>The prices by the tokens' checksummed addresses.</summary>
    /// <exception cref="SnapshotException">It is no top-tokens aggregate.</exception>
    public static Dictionary<string, double> ReadPrices(ReadOnlyMemory<byte> content, string projectId) => StoredSnapshot.Read(content, projectId, Take);

    private static Dictionary<string, double> Take(ref Utf8JsonReader reader)
    {
        var prices = new Dictionary<string, double>(StringComparer.Ordinal);
        while (StoredSnapshot.NextName(ref reader))
        {
            if (!reader.ValueTextEquals("tokens"u8))
            {
                StoredSnapshot.SkipValue(ref reader);
                continue;
            }

            StoredSnapshot.Enter(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
            {
                var (address, price) = TakeToken(ref reader);
                prices[address] = price;
            }

            return prices;
        }

        throw new JsonException("It has no field 'tokens'.");
    }

    private static (string Address, double Price) TakeToken(ref Utf8JsonReader reader)
    {
        string? address = null;
        FloatAmount? price = null;
        while (StoredSnapshot.NextName(ref reader))
        {
            var isAddress = reader.ValueTextEquals("address"u8);
            var isPrice = reader.ValueTextEquals("price"u8);
            reader.Read();
            if (isAddress) address = reader.GetString();
            else if (isPrice) price = FloatAmount.Read(ref reader);
            else reader.Skip();
        }

        return (address ?? throw new JsonException("A token has no field 'address'."), StoredSnapshot.Required(price, "price").Value);
    }
}
