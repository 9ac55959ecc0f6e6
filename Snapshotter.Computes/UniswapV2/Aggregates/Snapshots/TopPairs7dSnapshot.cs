using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>The pairs by a week's volume (spec 8.8, UniswapTopPairs7dSnapshot).</summary>
internal sealed record TopPairs7dSnapshot<T>(long EpochId, IReadOnlyList<TopPair<T>> Pairs, bool Complete) : ISnapshot where T : struct, IAmount<T>
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
            writer.Amount("fee7d"u8, pair.Fee);
            writer.Text("name"u8, pair.Name);
            writer.Amount("volume7d"u8, pair.Volume);
            writer.EndObject();
        }

        writer.EndArray();
        writer.EndObject();
    }
}
