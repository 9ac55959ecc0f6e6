using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Interventions;

/// <summary>What an operator does to single jobs. Each action is on the job as it was seen, and does nothing when the job has moved on.</summary>
public sealed class JobInterventions(IJobLedger ledger, IJobQueue queue, EpochTracker tracker, IEnumerable<IJobHandler> handlers, JobOptions options)
{
    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(static handler => handler.Kind, StringComparer.Ordinal);

    /// <summary>Makes a job due now: one that waits for its next attempt, or a dead one.</summary>
    /// <returns>False when the job is not as it was seen.</returns>
    public async ValueTask<bool> RequeueAsync(JobSeen seen, CancellationToken cancellationToken)
    {
        if (await ledger.JobAsync(seen.Id, cancellationToken) is not { } job || job.Seen != seen) return false;
        tracker.Released(job.EpochId);
        if (await ledger.RequeueAsync(seen, cancellationToken)) return true;
        if (!await queue.HasJobsAsync(job.EpochId, cancellationToken)) tracker.Withdrawn(job.EpochId);
        return false;
    }

    /// <summary>
    /// Takes a waiting job out of the queue for good, so that its projects end with the reason and the job lies among the dead; or drops what is
    /// kept of a dead one.
    /// </summary>
    /// <returns>False when the job is not as it was seen.</returns>
    public async ValueTask<bool> DeleteAsync(JobSeen seen, string reason, CancellationToken cancellationToken)
    {
        if (seen.State == JobState.Dead) return await ledger.ForgetAsync(seen, cancellationToken);
        if (await ledger.TakeAsync(seen, options.Lease, cancellationToken) is not { } job) return false;
        var consequences = _handlers.TryGetValue(job.Kind, out var handler) ? await handler.GiveUpAsync(job, reason, cancellationToken) : new StateChange();
        if (!await queue.BuryAsync(job, reason, consequences, cancellationToken)) return false;
        await tracker.JobEndedAsync(job.EpochId, cancellationToken);
        return true;
    }
}
