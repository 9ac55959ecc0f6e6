using Microsoft.Data.Sqlite;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Jobs.Sqlite;

/// <summary>The embedded queue: a table beside the state, so that a result and the jobs that follow from it are one transaction.</summary>
public sealed class SqliteJobQueue : IJobQueue, IDisposable
{
    private const int MaxDeadJobs = 1000;
    private const string Columns = "id, kind, epoch, key, payload, attempt, deliveries";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SqliteStateStore _store;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>The queue inside <paramref name="store"/>.</summary>
    public SqliteJobQueue(SqliteStateStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        store.JobsEnqueued += Wake;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Job>> LeaseAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = Now;
            var (jobs, nextDue) = await _store.Database.WriteAsync(session => Lease(session, max, now, lease), cancellationToken);
            if (jobs.Count > 0) return jobs;
            await WaitAsync(nextDue, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(IReadOnlyCollection<Job> jobs, TimeSpan lease, CancellationToken cancellationToken)
    {
        var due = Now + (long)lease.TotalMilliseconds;
        await _store.Database.WriteAsync(session =>
        {
            foreach (var job in jobs) session.Execute("UPDATE job SET due = $2 WHERE id = $1 AND leased = 1", job.Id, due);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RetryAsync(Job job, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        await _store.Database.WriteAsync(session => session.Execute(
            "UPDATE job SET leased = 0, attempt = attempt + 1, due = $2, reason = $3 WHERE id = $1", job.Id, notBefore.ToUnixTimeMilliseconds(), reason), cancellationToken);
        Wake();
    }

    /// <inheritdoc/>
    public async ValueTask BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken)
    {
        await _store.Database.WriteAsync(session =>
        {
            session.Execute(
                "INSERT OR REPLACE INTO dead_job (id, kind, epoch, key, payload, attempt, deliveries, reason, died_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                job.Id, job.Kind, job.EpochId, job.Key, job.Payload, job.Attempt, job.Deliveries, reason, Now / 1000);
            session.Execute("DELETE FROM dead_job WHERE id NOT IN (SELECT id FROM dead_job ORDER BY died_at DESC, id DESC LIMIT $1)", MaxDeadJobs);
            session.Execute("DELETE FROM job WHERE id = $1", job.Id);
            return _store.Apply(session, consequences);
        }, cancellationToken);
        if (consequences.Enqueued.Count > 0) Wake();
    }

    /// <inheritdoc/>
    public ValueTask<int> PendingAsync(long epochId, CancellationToken cancellationToken) =>
        new(_store.Database.Read(session => (int)session.Scalar("SELECT count(*) FROM job WHERE epoch = $1", 0L, epochId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> PendingEpochsAsync(CancellationToken cancellationToken) =>
        new(_store.Database.Read(session => session.All("SELECT DISTINCT epoch FROM job ORDER BY epoch", static row => row.GetInt64(0))));

    /// <inheritdoc/>
    public ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken) => new(_store.Database.Read(session => new QueueDepth(
        session.Scalar("SELECT count(*) FROM job WHERE leased = 0", 0L),
        session.Scalar("SELECT count(*) FROM job WHERE leased = 1", 0L),
        session.Scalar("SELECT count(*) FROM dead_job", 0L))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeadJob>> DeadAsync(int limit, CancellationToken cancellationToken) => new(_store.Database.Read(session => session.All(
        $"SELECT {Columns}, reason, died_at FROM dead_job ORDER BY died_at DESC, id DESC LIMIT $1",
        row => new DeadJob(ReadJob(row), row.GetString(7), row.GetInt64(8)), limit)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.JobsEnqueued -= Wake;
        _wake.Dispose();
    }

    private static (List<Job> Jobs, long? NextDue) Lease(SqliteSession session, int max, long now, TimeSpan lease)
    {
        var jobs = session.All(
            $"UPDATE job SET leased = 1, deliveries = deliveries + 1, due = $3 WHERE id IN (SELECT id FROM job WHERE due <= $1 ORDER BY epoch, id LIMIT $2) RETURNING {Columns}",
            ReadJob, now, max, now + (long)lease.TotalMilliseconds);
        if (jobs.Count == 0) return (jobs, session.Scalar("SELECT min(due) FROM job", -1L) is var due and >= 0 ? due : null);
        jobs.Sort((left, right) => (left.EpochId, left.Id).CompareTo((right.EpochId, right.Id)));
        return (jobs, null);
    }

    private static Job ReadJob(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), (byte[])row.GetValue(4), row.GetInt32(5), row.GetInt32(6));

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task WaitAsync(long? nextDue, CancellationToken cancellationToken)
    {
        var wait = nextDue is { } due ? TimeSpan.FromMilliseconds(Math.Max(1, due - Now)) : LongestWait;
        if (wait > LongestWait) wait = LongestWait;
        using var timer = new CancellationTokenSource(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The wait is over; look again.
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // A wake-up already waits to be seen.
        }
    }
}
