using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Jobs.Sqlite;

/// <summary>The embedded queue: a table beside the state, so that a result and the jobs that follow from it are one transaction.</summary>
public sealed class SqliteJobQueue : IJobQueue, IDisposable
{
    private const int MaxDeadJobs = 1000;
    internal const string Columns = "id, kind, epoch, key, payload, attempt, deliveries";
    private const string IsHeld = "epoch = ?1 AND kind = ?2 AND key = ?3 AND id = ?4 AND deliveries = ?5 AND leased = 1";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SqliteStateStore _store;
    private readonly SteadyTime _time;
    private readonly JobSlots _slots;
    private readonly WakeUp _wake = new();

    /// <summary>The queue inside <paramref name="store"/>, which hands out what there are <paramref name="slots"/> for; everything unless they are given.</summary>
    public SqliteJobQueue(SqliteStateStore store, SteadyTime time, JobSlots? slots = null)
    {
        _store = store;
        _time = time;
        _slots = slots ?? new JobSlots(new JobOptions());
        store.JobsEnqueued += _wake.Set;
        _slots.Freed += _wake.Set;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Job>> LeaseAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            _wake.Reset();
            var (jobs, nextDue) = await LookAsync(max, lease, cancellationToken);
            if (jobs.Count > 0)
            {
                // One wake-up may stand for many jobs: what this worker left is for the next.
                if (jobs.Count == max) _wake.Set();
                return jobs;
            }

            await WaitAsync(nextDue, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Job?> CompleteAsync(Job job, StateChange result, TimeSpan lease, CancellationToken cancellationToken)
    {
        var change = result.Completing(job);
        var now = Now;
        using var offer = _slots.Offer(1, job);
        var (written, next, hasMore) = await _store.Database.WriteAsync(session => Complete(session, change, offer, lease, now), cancellationToken);
        offer.Take(next is null ? [] : [next]);
        if (written) _store.Tell(change, wakes: hasMore);
        return next;
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(IReadOnlyCollection<Job> jobs, TimeSpan lease, CancellationToken cancellationToken)
    {
        var due = Now + (long)lease.TotalMilliseconds;
        await _store.Database.WriteAsync(session =>
        {
            foreach (var job in jobs) Renew(session, job, due);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RetryAsync(Job job, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var isHeld = await _store.Database.WriteAsync(session => session.Execute(
            $"UPDATE job SET leased = 0, attempt = attempt + 1, due = ?6, reason = ?7 WHERE {IsHeld}",
            job.EpochId, job.Kind, job.Key, job.Id, job.Deliveries, notBefore.ToUnixTimeMilliseconds(), reason) > 0, cancellationToken);
        if (isHeld) _wake.Set();
        return isHeld;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken)
    {
        var isHeld = await _store.Database.WriteAsync(session => Bury(session, job, reason, consequences), cancellationToken);

        // The epoch may have ended with it, and others have waited for that.
        if (isHeld) _store.Tell(consequences, wakes: true);
        return isHeld;
    }

    /// <inheritdoc/>
    public ValueTask<bool> HasJobsAsync(long epochId, CancellationToken cancellationToken) =>
        new(_store.Database.Read(session => session.Number("SELECT 1 FROM job WHERE epoch = ?1 LIMIT 1", epochId) is not null));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<long, int>> PendingByEpochAsync(CancellationToken cancellationToken) =>
        new(_store.Database.Read(session => session
            .All("SELECT epoch, count(*) FROM job GROUP BY epoch", static row => KeyValuePair.Create(row.Number(0), (int)row.Number(1)))
            .ToDictionary()));

    /// <inheritdoc/>
    public ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken) => new(_store.Database.Read(static session =>
    {
        var counts = SqliteJobRecords.Counts(session);
        return new QueueDepth(counts.Enqueued + counts.Scheduled, counts.Processing, counts.Dead);
    }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeadJob>> DeadAsync(int limit, CancellationToken cancellationToken) => new(_store.Database.Read(session => session.All(
        $"SELECT {Columns}, reason, died_at FROM dead_job ORDER BY died_at DESC, id DESC LIMIT ?1",
        static row => new DeadJob(ReadJob(row), row.Text(7), row.Number(8)), limit)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.JobsEnqueued -= _wake.Set;
        _slots.Freed -= _wake.Set;
        _wake.Dispose();
    }

    /// <summary>Nobody waits with slots in hand: they are taken for one look.</summary>
    private async ValueTask<(List<Job> Jobs, long? NextDue)> LookAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = Now;
        using var offer = _slots.Offer(max);
        var (jobs, nextDue, _) = await _store.Database.WriteAsync(session => SqliteJobLease.Lease(session, offer, now, lease), cancellationToken);
        offer.Take(jobs);
        return (jobs, nextDue);
    }

    private (bool Written, Job? Next, bool HasMore) Complete(SqliteSession session, StateChange change, JobOffer offer, TimeSpan lease, long now)
    {
        var written = _store.Apply(session, change);
        var (jobs, _, isWoken) = SqliteJobLease.Lease(session, offer, now, lease);

        // Whoever waits for jobs need not look when all that was queued is taken.
        var hasMore = (isWoken || change.Enqueued.Count > 0)
            && (session.Number("SELECT 1 FROM job WHERE due <= ?1 LIMIT 1", now) is not null || change.Enqueued.Any(static queued => queued.NotBefore is not null));
        return (written, jobs.FirstOrDefault(), hasMore);
    }

    private static void Renew(SqliteSession session, Job job, long due) =>
        session.Execute($"UPDATE job SET due = ?6 WHERE {IsHeld}", job.EpochId, job.Kind, job.Key, job.Id, job.Deliveries, due);

    internal static Job ReadJob(SqliteRow row) => new(
        row.Number(0), row.Text(1), row.Number(2), row.Text(3), row.Bytes(4), (int)row.Number(5), (int)row.Number(6));

    private bool Bury(SqliteSession session, Job job, string reason, StateChange consequences)
    {
        if (session.Execute($"DELETE FROM job WHERE {IsHeld}", job.EpochId, job.Kind, job.Key, job.Id, job.Deliveries) == 0) return false;
        session.Execute(
            "INSERT INTO dead_job (id, kind, epoch, key, payload, attempt, deliveries, reason, died_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            job.Id, job.Kind, job.EpochId, job.Key, job.Payload, job.Attempt, job.Deliveries, reason, Now / 1000);
        session.Execute("DELETE FROM dead_job WHERE id IN (SELECT id FROM dead_job ORDER BY died_at DESC, id DESC LIMIT -1 OFFSET ?1)", MaxDeadJobs);
        return _store.Apply(session, consequences);
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private ValueTask WaitAsync(long? nextDue, CancellationToken cancellationToken)
    {
        var wait = nextDue is { } due ? TimeSpan.FromMilliseconds(Math.Max(1, due - Now)) : LongestWait;
        return _wake.WaitAsync(wait < LongestWait ? wait : LongestWait, _time, cancellationToken);
    }
}
