using Microsoft.Extensions.Logging;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Jobs;

/// <summary>Brings leased jobs to their outcome: a result, another attempt, or a burial.</summary>
internal sealed partial class JobWorker(
    IJobQueue queue, HeldLeases held, EpochTracker tracker, IEnumerable<IJobHandler> handlers, JobOptions options, RetryDelays delays, SteadyTime time, ILogger logger,
    JobJournal? journal, JobWatch? watch)
{
    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(static handler => handler.Kind, StringComparer.Ordinal);

    /// <summary>Runs a job that is held, and after it each that is leased with the completion of the one before, until none follows.</summary>
    public async Task RunAsync(Job first, CancellationToken cancellationToken)
    {
        for (var job = first; job is not null;) job = await RunOneAsync(job, cancellationToken);
    }

    private async Task<Job?> RunOneAsync(Job job, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(job, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The lease ends with the process.
            return null;
        }
        catch (Exception exception)
        {
            LogUnwritten(exception, job.Kind, job.EpochId, job.Key);
            return null;
        }
        finally
        {
            held.LetGo(job);
        }
    }

    /// <returns>The job that was leased with the completion, or null.</returns>
    private async Task<Job?> TryAsync(Job job, CancellationToken cancellationToken)
    {
        var run = watch?.Begin(job);
        if (!_handlers.TryGetValue(job.Kind, out var handler))
        {
            await BuryAsync(job, $"No handler for jobs of kind '{job.Kind}': it was queued by another release.", new StateChange(), run, cancellationToken);
            return null;
        }

        // Another process may have released the epoch.
        tracker.Released(job.EpochId);

        // Every attempt is one delivery; the others ended without an outcome.
        var lost = job.Deliveries - job.Attempt;
        if (lost >= options.MaxLostDeliveries)
        {
            await GiveUpAsync(handler, job, $"{lost} times the process died, or lost the job, while it ran.", run, cancellationToken);
            return null;
        }

        Job? next;
        try
        {
            var change = await handler.HandleAsync(job, job.Attempt >= options.MaxAttempts, cancellationToken);
            next = await queue.CompleteAsync(job, change, options.Lease, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await FailAsync(handler, job, exception, run, cancellationToken);
            return null;
        }

        if (next is not null) held.Hold(next);
        handler.Committed();
        run?.End(JobOutcome.Done);

        // An epoch with a job in hand has not ended.
        if (next?.EpochId != job.EpochId) await NoteEndAsync(job, cancellationToken);
        return next;
    }

    private async Task FailAsync(IJobHandler handler, Job job, Exception exception, WatchedJob? run, CancellationToken cancellationToken)
    {
        if (journal is not null) await journal.FailedAsync(job, exception.Message, exception, cancellationToken);
        if (job.Attempt >= options.MaxAttempts)
        {
            LogGivenUp(exception, job.Kind, job.EpochId, job.Key, job.Attempt);
            await GiveUpAsync(handler, job, exception.Message, run, cancellationToken);
            return;
        }

        var delay = delays.After(job.Attempt);
        LogRetry(exception, job.Kind, job.EpochId, job.Key, job.Attempt, options.MaxAttempts, delay);
        // What is no longer held may have been completed by this very attempt, whose answer was lost.
        var isHeld = await queue.RetryAsync(job, exception.Message, time.GetUtcNow() + delay, cancellationToken);
        run?.End(JobOutcome.Failed, exception.Message);
        if (!isHeld) await NoteEndAsync(job, cancellationToken);
    }

    private async Task GiveUpAsync(IJobHandler handler, Job job, string reason, WatchedJob? run, CancellationToken cancellationToken) =>
        await BuryAsync(job, reason, await handler.GiveUpAsync(job, reason, cancellationToken), run, cancellationToken);

    private async Task BuryAsync(Job job, string reason, StateChange consequences, WatchedJob? run, CancellationToken cancellationToken)
    {
        if (!await queue.BuryAsync(job, reason, consequences, cancellationToken)) return;
        run?.End(JobOutcome.Dead, reason);
        await NoteEndAsync(job, cancellationToken);
    }

    /// <summary>The job has left the queue, so that nobody would deliver it again: whether its epoch has ended is asked until there is an answer.</summary>
    private async Task NoteEndAsync(Job job, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await tracker.JobEndedAsync(job.EpochId, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                if (int.IsPow2(attempt)) LogUnnoted(exception, job.Kind, job.EpochId, job.Key);
                await Task.Delay(delays.After(attempt), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Job {Kind} of epoch {EpochId} ({Key}) failed at attempt {Attempt} of {MaxAttempts}; next in {Delay}.")]
    private partial void LogRetry(Exception exception, string kind, long epochId, string key, int attempt, int maxAttempts, TimeSpan delay);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Job {Kind} of epoch {EpochId} ({Key}) is given up after {Attempt} attempts.")]
    private partial void LogGivenUp(Exception exception, string kind, long epochId, string key, int attempt);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "The outcome of job {Kind} of epoch {EpochId} ({Key}) could not be written; it is delivered again when its lease ends.")]
    private partial void LogUnwritten(Exception exception, string kind, long epochId, string key);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "Job {Kind} of epoch {EpochId} ({Key}) ended, but whether its epoch did could not be read; it is asked again.")]
    private partial void LogUnnoted(Exception exception, string kind, long epochId, string key);
}
