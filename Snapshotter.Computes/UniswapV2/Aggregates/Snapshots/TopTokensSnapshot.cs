using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>The tokens by liquidity (spec 8.8, UniswapTopTokensSnapshot).</summary>
internal sealed record TopTokensSnapshot<T>(long EpochId, IReadOnlyList<TopToken<T>> Tokens, bool Complete) : ISnapshot where T : struct, IAmount<T>
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Boolean("complete"u8, Complete);
        writer.Integer("epochId"u8, EpochId);
        writer.StartArray("tokens"u8);
        foreach (var token in Tokens)
        {
            writer.StartObject();
            writer.Text("address"u8, token.Metadata.Address.ToChecksumString());
            writer.Integer("decimals"u8, token.Metadata.Decimals);
            writer.Amount("liquidity"u8, token.Liquidity);
            writer.Text("name"u8, token.Metadata.Name);
            writer.Float("price"u8, token.Price);
            writer.Float("priceChange24h"u8, token.PriceChange);
            writer.Text("symbol"u8, token.Metadata.Symbol);
            writer.Amount("volume24h"u8, token.Volume);
            writer.EndObject();
        }

        writer.EndArray();
        writer.EndObject();
    }
}
