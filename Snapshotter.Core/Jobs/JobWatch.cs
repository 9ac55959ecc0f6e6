using System.Diagnostics;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Core.Jobs;

/// <summary>Measures and traces deliveries of jobs.</summary>
public sealed class JobWatch(JobMetrics metrics, NodeTraces traces, TimeProvider time)
{
    /// <summary>A delivery begins. Calls that the caller makes from here on belong to its span.</summary>
    public WatchedJob Begin(Job job)
    {
        metrics.Delivered(job);
        return new WatchedJob(this, job, time.GetTimestamp(), traces.Job(job));
    }

    internal void End(Job job, long begun, Activity? span, JobOutcome outcome, string? reason)
    {
        metrics.Ended(job, outcome, time.GetElapsedTime(begun));
        if (span is null) return;
        if (outcome != JobOutcome.Done) span.SetStatus(ActivityStatusCode.Error, reason);
        span.Stop();
    }
}
