using System.Diagnostics;

namespace Snapshotter.Core.Jobs;

/// <summary>A delivery of a job under way.</summary>
public readonly struct WatchedJob
{
    private readonly JobWatch _watch;
    private readonly Job _job;
    private readonly long _begun;
    private readonly Activity? _span;

    internal WatchedJob(JobWatch watch, Job job, long begun, Activity? span)
    {
        _watch = watch;
        _job = job;
        _begun = begun;
        _span = span;
    }

    /// <summary>It ended.</summary>
    public void End(JobOutcome outcome, string? reason = null) => _watch.End(_job, _begun, _span, outcome, reason);
}
