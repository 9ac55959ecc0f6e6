using Microsoft.Extensions.Logging;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Jobs;

/// <summary>Takes jobs from the queue and runs them, a bounded number at once, until it is stopped.</summary>
public sealed partial class JobRunner
{
    private readonly IJobQueue _queue;
    private readonly JobOptions _options;
    private readonly SteadyTime _time;
    private readonly ILogger<JobRunner> _logger;
    private readonly RetryDelays _delays;
    private readonly HeldLeases _held;
    private readonly JobWorker _worker;
    private int _outage;

    /// <summary>Runs the jobs of <paramref name="queue"/> with the handlers of their kinds; <paramref name="journal"/> is told for the operator, and <paramref name="watch"/> measures.</summary>
    /// <exception cref="InvalidOperationException">With <paramref name="slots"/>, which are those of the queue: a handler's kind belongs to no queue.</exception>
    public JobRunner(
        IJobQueue queue, EpochTracker tracker, IEnumerable<IJobHandler> handlers, JobOptions options, SteadyTime time, Random jitter, ILogger<JobRunner> logger,
        JobJournal? journal = null, JobWatch? watch = null, JobSlots? slots = null)
    {
        if (slots is not null) JobQueues.ThrowIfHomeless(handlers.Select(static handler => handler.Kind));
        _queue = queue;
        _options = options;
        _time = time;
        _logger = logger;
        _delays = new RetryDelays(options.RetryDelay, options.MaxRetryDelay, jitter);
        _held = new HeldLeases(queue, options.Lease, logger, journal, slots);
        _worker = new JobWorker(queue, _held, tracker, handlers, options, _delays, time, logger, journal, watch);
    }

    /// <summary>Runs until cancelled; then waits for the jobs in hand, which are delivered again at the next start unless they end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(_options.MaxConcurrent, _options.MaxConcurrent);
        using var renewal = new PeriodicTimer(_options.Lease / 3, _time);
        var renewing = _held.RenewAsync(renewal, cancellationToken);
        try
        {
            while (true) await FillSlotsAsync(slots, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            // Every job in hand holds a slot until it is done.
            for (var i = 0; i < _options.MaxConcurrent; i++) await slots.WaitAsync(CancellationToken.None);
            renewal.Dispose();
            await renewing;
        }
    }

    private async Task FillSlotsAsync(SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        var free = 1;
        while (slots.Wait(0, CancellationToken.None)) free++;
        try
        {
            foreach (var job in await _queue.LeaseAsync(free, _options.Lease, cancellationToken))
            {
                free--;
                _held.Hold(job);
                _ = RunInSlotAsync(job, slots, cancellationToken);
            }

            _outage = 0;
        }
        catch (StorageException exception)
        {
            if (int.IsPow2(++_outage)) LogOutage(exception, _outage);
            await Task.Delay(_delays.After(_outage), _time, cancellationToken);
        }
        finally
        {
            if (free > 0) slots.Release(free);
        }
    }

    /// <summary>Runs a job and those that its completion leases, until none follows.</summary>
    private async Task RunInSlotAsync(Job job, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            // Handlers compute a good deal before they first wait.
            await Task.Run(() => _worker.RunAsync(job, cancellationToken), CancellationToken.None);
        }
        finally
        {
            slots.Release();
        }
    }

    [LoggerMessage(EventId = 1007, Level = LogLevel.Error, Message = "The job queue cannot be read ({Failures} failures in a row); the node keeps trying.")]
    private partial void LogOutage(Exception exception, int failures);
}
