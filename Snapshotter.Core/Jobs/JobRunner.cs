using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Jobs;

/// <summary>Takes jobs from the queue and runs them, a bounded number at once, until it is stopped.</summary>
public sealed partial class JobRunner
{
    private readonly IJobQueue _queue;
    private readonly IStateStore _store;
    private readonly EpochTracker _tracker;
    private readonly JobOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _jitter;
    private readonly ILogger<JobRunner> _logger;
    private readonly Dictionary<string, IJobHandler> _handlers;
    private readonly ConcurrentDictionary<(long Id, int Delivery), Job> _running = new();

    /// <summary>Runs the jobs of <paramref name="queue"/> with the handlers of their kinds.</summary>
    public JobRunner(
        IJobQueue queue, IStateStore store, EpochTracker tracker, IEnumerable<IJobHandler> handlers, JobOptions options, TimeProvider time, Random jitter, ILogger<JobRunner> logger)
    {
        _queue = queue;
        _store = store;
        _tracker = tracker;
        _options = options;
        _time = time;
        _jitter = jitter;
        _logger = logger;
        _handlers = handlers.ToDictionary(static handler => handler.Kind, StringComparer.Ordinal);
    }

    /// <summary>Runs until cancelled; then waits for the jobs in hand, which are delivered again at the next start unless they end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(_options.MaxConcurrent, _options.MaxConcurrent);
        using var renewal = new PeriodicTimer(_options.Lease / 3, _time);
        var renewing = RenewAsync(renewal, cancellationToken);
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
                _ = RunInSlotAsync(job, slots, cancellationToken);
            }
        }
        finally
        {
            if (free > 0) slots.Release(free);
        }
    }

    private async Task RunInSlotAsync(Job job, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        _running[(job.Id, job.Deliveries)] = job;
        try
        {
            // Handlers compute a good deal before they first wait.
            await Task.Run(() => RunOneAsync(job, cancellationToken), CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The lease ends with the process.
        }
        catch (Exception exception)
        {
            LogUnwritten(exception, job.Kind, job.EpochId, job.Key);
        }
        finally
        {
            _running.TryRemove((job.Id, job.Deliveries), out _);
            slots.Release();
        }
    }

    private async Task RunOneAsync(Job job, CancellationToken cancellationToken)
    {
        if (!_handlers.TryGetValue(job.Kind, out var handler))
        {
            await BuryAsync(job, $"No handler for jobs of kind '{job.Kind}': it was queued by another release.", new StateChange(), cancellationToken);
            return;
        }

        // Every attempt is one delivery; the others ended without an outcome.
        var lost = job.Deliveries - job.Attempt;
        if (lost >= _options.MaxLostDeliveries)
        {
            await GiveUpAsync(handler, job, $"{lost} times the process died, or lost the job, while it ran.", cancellationToken);
            return;
        }

        try
        {
            var change = await handler.HandleAsync(job, job.Attempt >= _options.MaxAttempts, cancellationToken);
            await _store.CommitAsync(change.Completing(job), cancellationToken);
            await _tracker.JobEndedAsync(job.EpochId, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await FailAsync(handler, job, exception, cancellationToken);
        }
    }

    private async Task FailAsync(IJobHandler handler, Job job, Exception exception, CancellationToken cancellationToken)
    {
        if (job.Attempt >= _options.MaxAttempts)
        {
            LogGivenUp(exception, job.Kind, job.EpochId, job.Key, job.Attempt);
            await GiveUpAsync(handler, job, exception.Message, cancellationToken);
            return;
        }

        double random;
        lock (_jitter) random = _jitter.NextDouble();
        var delay = RetryPolicy.DelayAfter(_options, job.Attempt, random);
        LogRetry(exception, job.Kind, job.EpochId, job.Key, job.Attempt, _options.MaxAttempts, delay);
        await _queue.RetryAsync(job, exception.Message, _time.GetUtcNow() + delay, cancellationToken);
    }

    private async Task GiveUpAsync(IJobHandler handler, Job job, string reason, CancellationToken cancellationToken) =>
        await BuryAsync(job, reason, await handler.GiveUpAsync(job, reason, cancellationToken), cancellationToken);

    private async Task BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken)
    {
        if (await _queue.BuryAsync(job, reason, consequences, cancellationToken)) await _tracker.JobEndedAsync(job.EpochId, cancellationToken);
    }

    private async Task RenewAsync(PeriodicTimer timer, CancellationToken cancellationToken)
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
        if (_running.IsEmpty) return;
        try
        {
            await _queue.RenewAsync([.. _running.Values], _options.Lease, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogUnrenewed(exception);
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Job {Kind} of epoch {EpochId} ({Key}) failed at attempt {Attempt} of {MaxAttempts}; next in {Delay}.")]
    private partial void LogRetry(Exception exception, string kind, long epochId, string key, int attempt, int maxAttempts, TimeSpan delay);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Job {Kind} of epoch {EpochId} ({Key}) is given up after {Attempt} attempts.")]
    private partial void LogGivenUp(Exception exception, string kind, long epochId, string key, int attempt);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "The outcome of job {Kind} of epoch {EpochId} ({Key}) could not be written; it is delivered again when its lease ends.")]
    private partial void LogUnwritten(Exception exception, string kind, long epochId, string key);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "The leases of the running jobs could not be renewed; jobs that run on past their lease are delivered a second time.")]
    private partial void LogUnrenewed(Exception exception);
}
