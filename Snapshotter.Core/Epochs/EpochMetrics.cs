using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Epochs;

/// <summary>What can be measured of epochs that pass through this node.</summary>
public sealed class EpochMetrics
{
    private readonly Counter<long> _released;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public EpochMetrics(NodeMeter meter)
    {
        _released = meter.Count("snapshotter.epochs.released", "{epoch}", "Epochs that were released to this node.");
        _ended = meter.Count("snapshotter.epochs.ended", "{epoch}", "Epochs whose jobs have all ended.");
        _duration = meter.Durations("snapshotter.epochs.duration", "How long it took from the release of an epoch to the end of its last job.", Buckets.Epochs);
    }

    /// <summary>An epoch was released.</summary>
    public void Released() => _released.Add(1);

    /// <summary>An epoch ended.</summary>
    /// <param name="duration">How long it took; null when an earlier start released it.</param>
    public void Ended(TimeSpan? duration)
    {
        _ended.Add(1);
        if (duration is { } known) _duration.Record(known.TotalSeconds);
    }
}
