using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>All pairs together (spec 8.8, UniswapStatsSnapshot).</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="Volume">A day's volume in US dollars.</param>
/// <param name="Tvl">What the pairs held in US dollars at the end of the epoch.</param>
/// <param name="Fee">A day's fees in US dollars.</param>
/// <param name="VolumeChange">The change of the volume over a day, in percent.</param>
/// <param name="TvlChange">The same of what the pairs held.</param>
/// <param name="FeeChange">The same of the fees.</param>
/// <param name="Complete">Whether all windows were complete.</param>
internal sealed record StatsSnapshot<T>(long EpochId, T Volume, T Tvl, T Fee, T VolumeChange, T TvlChange, T FeeChange, bool Complete) : ISnapshot
    where T : struct, IAmount<T>
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Boolean("complete"u8, Complete);
        writer.Integer("epochId"u8, EpochId);
        writer.Amount("fee24h"u8, Fee);
        writer.Amount("feeChange24h"u8, FeeChange);
        writer.Amount("tvl"u8, Tvl);
        writer.Amount("tvlChange24h"u8, TvlChange);
        writer.Amount("volume24h"u8, Volume);
        writer.Amount("volumeChange24h"u8, VolumeChange);
        writer.EndObject();
    }
}
