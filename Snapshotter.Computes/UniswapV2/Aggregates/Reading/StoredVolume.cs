using System.Text.Json;
using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Reading;

/// <summary>What is read of a trade-volume snapshot or of an aggregate over them.</summary>
/// <param name="Totals">The six sums.</param>
/// <param name="Complete">Whether the window was complete; null in a base snapshot, which has none.</param>
/// <param name="Underlying">The project that was summed up; null where the snapshot does not say.</param>
internal readonly record struct StoredVolume<T>(VolumeTotals<T> Totals, bool? Complete, string? Underlying) where T : struct, IAmount<T>
{
    private const int Fields = 6;

    /// <summary>Reads the sums of a base snapshot.</summary>
    /// <exception cref="SnapshotException">It is no trade-volume snapshot.</exception>
    public static VolumeTotals<T> ReadTotals(ReadOnlyMemory<byte> content, string projectId) => StoredSnapshot.Read(content, projectId, Take).Totals;

    /// <summary>Reads an aggregate.</summary>
    /// <exception cref="SnapshotException">It is no aggregate of trade volumes.</exception>
    public static StoredVolume<T> ReadAggregate(ReadOnlyMemory<byte> content, string projectId)
    {
        var volume = StoredSnapshot.Read(content, projectId, Take);
        return volume.Complete is not null ? volume : throw new SnapshotException($"A stored snapshot of {projectId} cannot be read: It has no field 'complete'.");
    }

    private static StoredVolume<T> Take(ref Utf8JsonReader reader)
    {
        var values = new T?[Fields];
        bool? complete = null;
        string? underlying = null;
        while (StoredSnapshot.NextName(ref reader))
        {
            var field = FieldOf(ref reader);
            var isComplete = reader.ValueTextEquals("complete"u8);
            var isUnderlying = reader.ValueTextEquals("underlying"u8);
            if (field < 0 && !isComplete && !isUnderlying)
            {
                StoredSnapshot.SkipValue(ref reader);
                continue;
            }

            reader.Read();
            if (field >= 0) values[field] = T.Read(ref reader);
            else if (isComplete) complete = reader.GetBoolean();
            else underlying = reader.GetString();
        }

        return new StoredVolume<T>(
            new VolumeTotals<T>(
                StoredSnapshot.Required(values[0], "totalTrade"),
                StoredSnapshot.Required(values[1], "totalFee"),
                StoredSnapshot.Required(values[2], "token0TradeVolume"),
                StoredSnapshot.Required(values[3], "token1TradeVolume"),
                StoredSnapshot.Required(values[4], "token0TradeVolumeUSD"),
                StoredSnapshot.Required(values[5], "token1TradeVolumeUSD")),
            complete,
            underlying);
    }

    private static int FieldOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("totalTrade"u8)) return 0;
        if (reader.ValueTextEquals("totalFee"u8)) return 1;
        if (reader.ValueTextEquals("token0TradeVolume"u8)) return 2;
        if (reader.ValueTextEquals("token1TradeVolume"u8)) return 3;
        if (reader.ValueTextEquals("token0TradeVolumeUSD"u8)) return 4;
        return reader.ValueTextEquals("token1TradeVolumeUSD"u8) ? 5 : -1;
    }
}
