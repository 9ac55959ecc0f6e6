using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Jobs;

/// <summary>What can be measured of jobs.</summary>
public sealed class JobMetrics
{
    private static readonly MetricLabel Kind = new("kind", "the kind of job, which is the work of one stage");
    private static readonly MetricLabel Delivery = new("delivery", "why it was delivered") { Values = LabelValues.All<JobDelivery>() };
    private static readonly MetricLabel Outcome = new("outcome", "what became of it") { Values = LabelValues.All<JobOutcome>() };

    private readonly Counter<long> _delivered;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public JobMetrics(NodeMeter meter)
    {
        _delivered = meter.Count("snapshotter.jobs.delivered", "{job}", "Jobs taken from the queue; every enqueued job is delivered a first time once.", Kind, Delivery);
        _ended = meter.Count("snapshotter.jobs.ended", "{job}", "Deliveries of jobs that came to an end.", Kind, Outcome);
        _duration = meter.Durations("snapshotter.jobs.duration", "How long a delivery of a job took, its transaction included.", Buckets.Work, Kind, Outcome);
    }

    /// <summary>A job was taken from the queue.</summary>
    public void Delivered(Job job)
    {
        if (_delivered.Enabled) _delivered.Add(1, Tag.Of(Kind, job.Kind), Tag.Of(Delivery, LabelValues.Of(DeliveryOf(job))));
    }

    /// <summary>A delivery of a job ended.</summary>
    public void Ended(Job job, JobOutcome outcome, TimeSpan duration)
    {
        var text = LabelValues.Of(outcome);
        _ended.Add(1, Tag.Of(Kind, job.Kind), Tag.Of(Outcome, text));
        _duration.Record(duration.TotalSeconds, Tag.Of(Kind, job.Kind), Tag.Of(Outcome, text));
    }

    private static JobDelivery DeliveryOf(Job job) => job.Deliveries switch
    {
        1 => JobDelivery.First,
        var deliveries => deliveries > job.Attempt ? JobDelivery.Reclaimed : JobDelivery.Retry,
    };
}
