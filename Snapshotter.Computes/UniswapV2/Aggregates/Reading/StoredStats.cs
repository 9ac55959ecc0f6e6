using System.Text.Json;
using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Reading;

/// <summary>What is read of an earlier stats aggregate.</summary>
/// <param name="Volume">volume24h.</param>
/// <param name="Tvl">tvl: what all pairs held.</param>
/// <param name="Fee">fee24h.</param>
internal readonly record struct StoredStats<T>(T Volume, T Tvl, T Fee) where T : struct, IAmount<T>
{
    /// <summary>Reads an aggregate.</summary>
    /// <exception cref="SnapshotException">It is no stats aggregate.</exception>
    public static StoredStats<T> Read(ReadOnlyMemory<byte> content, string projectId) => StoredSnapshot.Read(content, projectId, Take);

    private static StoredStats<T> Take(ref Utf8JsonReader reader)
    {
        T? volume = null;
        T? tvl = null;
        T? fee = null;
        while (StoredSnapshot.NextName(ref reader))
        {
            if (reader.ValueTextEquals("volume24h"u8)) volume = Next(ref reader);
            else if (reader.ValueTextEquals("tvl"u8)) tvl = Next(ref reader);
            else if (reader.ValueTextEquals("fee24h"u8)) fee = Next(ref reader);
            else StoredSnapshot.SkipValue(ref reader);
        }

        return new StoredStats<T>(StoredSnapshot.Required(volume, "volume24h"), StoredSnapshot.Required(tvl, "tvl"), StoredSnapshot.Required(fee, "fee24h"));
    }

    private static T Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return T.Read(ref reader);
    }
}
