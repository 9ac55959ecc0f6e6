using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>The pairs by liquidity, with a day's volume (spec 8.8, UniswapTopPairs24hSnapshot).</summary>
internal sealed record TopPairs24hSnapshot<T>(long EpochId, IReadOnlyList<TopPair<T>> Pairs, bool Complete) : ISnapshot where T : struct, IAmount<T>
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Boolean("complete"u8, Complete);
        writer.Integer("epochId"u8, EpochId);
        writer.StartArray("pairs"u8);
        foreach (var pair in Pairs)
        {
            writer.StartObject();
            writer.Text("address"u8, pair.Address);
            writer.Amount("fee24h"u8, pair.Fee);
            writer.Amount("liquidity"u8, pair.Liquidity);
            writer.Text("name"u8, pair.Name);
            writer.Amount("volume24h"u8, pair.Volume);
            writer.EndObject();
        }

        writer.EndArray();
        writer.EndObject();
    }
}
