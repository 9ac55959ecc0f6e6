using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>What was traded on a pair during a window, in the exact arithmetic: the fields of the compatible aggregate, and what the window counted.</summary>
/// <param name="FirstEpochId">The window's first epoch.</param>
/// <param name="EpochId">Its last one.</param>
/// <param name="Epochs">How many of its epochs have a snapshot.</param>
/// <param name="Totals">The sums, each of those epochs counted once.</param>
/// <param name="Complete">Whether the project is as old as the window is long and no epoch is missing.</param>
/// <param name="Underlying">The project that was summed up.</param>
internal sealed record ExactTradeVolumeAggregateSnapshot(
    long FirstEpochId,
    long EpochId,
    int Epochs,
    VolumeTotals<ExactAmount> Totals,
    bool Complete,
    string Underlying) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Boolean("complete"u8, Complete);
        writer.Integer("decimals"u8, ExactAmount.Decimals);
        writer.Integer("epochId"u8, EpochId);
        writer.Integer("epochs"u8, Epochs);
        writer.Integer("firstEpochId"u8, FirstEpochId);
        writer.Totals(Totals);
        writer.Text("underlying"u8, Underlying);
        writer.EndObject();
    }
}
