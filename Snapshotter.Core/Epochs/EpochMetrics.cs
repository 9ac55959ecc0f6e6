using System.Diagnostics.Metrics;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Epochs;

/// <summary>What can be measured of epochs that pass through this node.</summary>
public sealed class EpochMetrics
{
    private static readonly MetricLabel Outcome = new("outcome", "what became of it: `rebuilt` is built anew of the new blocks, `marked` was submitted before and stays as it is") { Values = LabelValues.All<ForkOutcome>() };

    private readonly Counter<long> _released;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _forked;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public EpochMetrics(NodeMeter meter)
    {
        _released = meter.Count("snapshotter.epochs.released", "{epoch}", "Epochs that were released to this node.");
        _ended = meter.Count("snapshotter.epochs.ended", "{epoch}", "Epochs whose jobs have all ended.");
        _forked = meter.Count("snapshotter.epochs.forked", "{epoch}", "Epochs whose blocks a reorganisation of the source chain replaced; one that it replaced twice counts twice.", Outcome);
        _duration = meter.Durations("snapshotter.epochs.duration", "How long it took from the release of an epoch to the end of its last job.", Buckets.Epochs);
    }

    /// <summary>An epoch was released.</summary>
    public void Released() => _released.Add(1);

    /// <summary>A reorganisation of the source chain replaced the blocks of epochs.</summary>
    public void Forked(IReadOnlyList<ForkedEpoch> epochs)
    {
        foreach (var epoch in epochs) _forked.Add(1, Tag.Of(Outcome, LabelValues.Of(epoch.IsRebuilt ? ForkOutcome.Rebuilt : ForkOutcome.Marked)));
    }

    /// <summary>An epoch ended.</summary>
    /// <param name="duration">How long it took; null when an earlier start released it.</param>
    public void Ended(TimeSpan? duration)
    {
        _ended.Add(1);
        if (duration is { } known) _duration.Record(known.TotalSeconds);
    }

    /// <summary>What became of an epoch whose blocks were replaced.</summary>
    private enum ForkOutcome
    {
        /// <summary>Nothing of it was submitted: it is built anew.</summary>
        Rebuilt,

        /// <summary>Something of it was submitted: it stays and is marked with both hashes.</summary>
        Marked,
    }
}
