using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Jobs.Workers;

/// <summary>What this process tells of itself.</summary>
public sealed class OwnSign(JobJournal journal, JobSlots slots, JobOptions options, RoleOptions roles, SteadyTime time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>How it is now, told at a moment under a name.</summary>
    public WorkerSign Now(string id, DateTimeOffset at)
    {
        var running = journal.Running;
        return new WorkerSign(
            id, Environment.MachineName, Environment.ProcessId, Roles(), roles.Worker ? string.Join(", ", slots.Served) : "", roles.Worker ? options.MaxConcurrent : 0, options.Lease,
            _startedAt, at, running.Count, [.. running.Take(WorkerSign.MostTold).Select(static one => new WorkerJob(one.Job.Id, one.Job.Kind, one.Job.EpochId, one.Job.Key, one.Job.Attempt, one.Since))]);
    }

    private string Roles() => string.Join(", ", new[] { (roles.Api, "API"), (roles.Detector, "detector"), (roles.Worker, "worker") }.Where(static role => role.Item1).Select(static role => role.Item2));
}
