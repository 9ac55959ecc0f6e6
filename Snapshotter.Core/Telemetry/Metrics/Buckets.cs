using System.Diagnostics.Metrics;

namespace Snapshotter.Core.Telemetry.Metrics;

/// <summary>The upper bounds of histograms' buckets.</summary>
internal static class Buckets
{
    /// <summary>Work within the process, in seconds: from half a millisecond to a minute.</summary>
    public static InstrumentAdvice<double> Work { get; } = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };

    /// <summary>An epoch from its release to its end, in seconds: from 5 milliseconds to an hour.</summary>
    public static InstrumentAdvice<double> Epochs { get; } = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600] };

    /// <summary>Sizes in bytes: from 256 B to 16 MiB.</summary>
    public static InstrumentAdvice<long> Sizes { get; } = new() { HistogramBucketBoundaries = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216] };
}
