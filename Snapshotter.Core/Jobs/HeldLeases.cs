using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;

namespace Snapshotter.Core.Jobs;

/// <summary>The leases of the jobs in hand, which are extended until they are let go.</summary>
internal sealed partial class HeldLeases(IJobQueue queue, TimeSpan lease, ILogger logger, JobJournal? journal, JobSlots? slots)
{
    private readonly ConcurrentDictionary<(long Id, int Delivery), Job> _held = new();

    /// <summary>A job is leased.</summary>
    public void Hold(Job job)
    {
        _held[(job.Id, job.Deliveries)] = job;
        journal?.Started(job);
    }

    /// <summary>A job has its outcome, or is left to whoever leases it next.</summary>
    public void LetGo(Job job)
    {
        _held.TryRemove((job.Id, job.Deliveries), out _);
        journal?.Ended(job);
        slots?.Free(job);
    }

    /// <summary>Extends all leases at every tick, until the timer ends or it is cancelled.</summary>
    public async Task RenewAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await RenewAllAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private async ValueTask RenewAllAsync(CancellationToken cancellationToken)
    {
        journal?.Beat();
        if (_held.IsEmpty) return;
        try
        {
            await queue.RenewAsync([.. _held.Values], lease, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogUnrenewed(exception);
        }
    }

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "The leases of the running jobs could not be renewed; jobs that run on past their lease are delivered a second time.")]
    private partial void LogUnrenewed(Exception exception);
}
