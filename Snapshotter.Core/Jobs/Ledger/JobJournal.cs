using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>What this process is at: the jobs in hand, and a note of every attempt that fails, where the store keeps such notes. Nothing it does can fail a job.</summary>
public sealed partial class JobJournal(SteadyTime time, ILogger<JobJournal> logger, IJobLedger? ledger = null)
{
    private readonly ConcurrentDictionary<(long Id, int Delivery), RunningJob> _running = new();
    private long _beat = time.GetUtcNow().UtcTicks;

    /// <summary>The jobs in hand, the oldest first.</summary>
    public IReadOnlyList<RunningJob> Running => [.. _running.Values.OrderBy(static job => job.Since)];

    /// <summary>When the workers of this process last showed that they are alive.</summary>
    public DateTimeOffset BeatAt => new(Interlocked.Read(ref _beat), TimeSpan.Zero);

    /// <summary>The workers are alive.</summary>
    public void Beat() => Interlocked.Exchange(ref _beat, time.GetUtcNow().UtcTicks);

    /// <summary>A job is taken in hand.</summary>
    public void Started(Job job)
    {
        _running[(job.Id, job.Deliveries)] = new RunningJob(job, time.GetUtcNow());
        Beat();
    }

    /// <summary>A job is no longer in hand.</summary>
    public void Ended(Job job)
    {
        _running.TryRemove((job.Id, job.Deliveries), out _);
        Beat();
    }

    /// <summary>An attempt failed.</summary>
    /// <param name="job">The job.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="exception">What was thrown, if anything was.</param>
    /// <param name="cancellationToken">Cancels the note.</param>
    public async ValueTask FailedAsync(Job job, string reason, Exception? exception, CancellationToken cancellationToken)
    {
        if (ledger is null) return;
        try
        {
            await ledger.NoteAsync(new FailedAttempt(job, time.GetUtcNow(), reason, exception is null ? "" : ExceptionText.Of(exception)), cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogUnnoted(fault, job.Kind, job.EpochId, job.Key);
        }
    }

    [LoggerMessage(EventId = 1006, Level = LogLevel.Warning, Message = "That job {Kind} of epoch {EpochId} ({Key}) failed could not be noted for the operator pages.")]
    private partial void LogUnnoted(Exception exception, string kind, long epochId, string key);
}
