using System.Numerics;
using Snapshotter.Core.Aggregation;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>Which epochs a time series looks at (spec 1.3): backwards from an epoch in steps of time, counted in whole epochs.</summary>
internal static class TimeSeriesPoints
{
    /// <summary>The most points of one series.</summary>
    public const int Max = 200;

    /// <summary>The points between two times, or fewer than 1 when there is none.</summary>
    public static BigInteger Count(long end, BigInteger start, BigInteger step) => BigInteger.Divide(end - start, step);

    /// <summary>The epochs, newest first. A series that reaches the project's first epoch ends there.</summary>
    /// <param name="epoch">The newest epoch.</param>
    /// <param name="end">Unix seconds of its release.</param>
    /// <param name="start">Unix seconds where the series begins.</param>
    /// <param name="step">Seconds between two points; at most <see cref="Max"/> of them fit.</param>
    /// <param name="first">The project's first epoch.</param>
    /// <param name="window">How much time an epoch takes.</param>
    public static IReadOnlyList<long> Of(long epoch, long end, BigInteger start, BigInteger step, long first, WindowOptions window)
    {
        var epochSeconds = (long)window.EpochSize * window.BlockTimeSeconds;
        var gap = BigInteger.Remainder(end, step);
        var more = BigInteger.Divide(end - gap - start, step);
        var id = epoch - (gap / epochSeconds);
        var epochs = new List<long> { (long)BigInteger.Max(id, first) };
        while (epochs.Count <= more && id > first)
        {
            id -= step / epochSeconds;
            epochs.Add((long)BigInteger.Max(id, first));
        }

        return epochs;
    }
}
