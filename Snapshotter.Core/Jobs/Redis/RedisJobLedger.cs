using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>The ledger of the shared queue: sorted sets by number, which the scripts keep that move jobs. Each call is one script that reads no more than it returns.</summary>
public sealed class RedisJobLedger(RedisStateStore store) : IJobLedger
{
    /// <summary>Attempts that failed stand in memory with their exceptions, so that fewer of them are kept than of jobs that ended.</summary>
    internal const int MaxFailures = 2_000;

    /// <summary>Under this name the operator holds jobs.</summary>
    private const string Operator = "operator";

    private readonly RedisLink _link = store.Link;

    /// <inheritdoc/>
    public async ValueTask<JobCounts> CountsAsync(CancellationToken cancellationToken)
    {
        var counts = Array.ConvertAll((await _link.RunAsync(RedisScripts.JobCounts, new RedisArguments(), cancellationToken)).Items(), static count => (long)count);
        return new JobCounts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /// <inheritdoc/>
    public async ValueTask<JobPage> JobsAsync(JobState state, long? before, int limit, CancellationToken cancellationToken)
    {
        var ahead = await store.AheadAsync(cancellationToken);
        var answer = await _link.RunAsync(RedisScripts.JobsPage, RedisArguments.Of((int)state, before is { } number ? $"{number}" : "", limit), cancellationToken);
        var rows = Array.ConvertAll(answer.Items(), row => RedisJobRows.Read(row, ahead));
        return new JobPage(Array.ConvertAll(rows, static row => row.Record), rows.Length == limit ? rows[^1].Place : null);
    }

    /// <inheritdoc/>
    public async ValueTask<JobRecord?> JobAsync(long id, CancellationToken cancellationToken)
    {
        var ahead = await store.AheadAsync(cancellationToken);
        var row = await _link.RunAsync(RedisScripts.FindJob, RedisArguments.Of(id), cancellationToken);
        return row.Items().Length == 0 ? null : RedisJobRows.Read(row, ahead).Record;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JobRecord>> OfEpochAsync(long epochId, int limit, CancellationToken cancellationToken)
    {
        var ahead = await store.AheadAsync(cancellationToken);
        var answer = await _link.RunAsync(RedisScripts.JobsOfEpoch, RedisArguments.Of(epochId, limit), cancellationToken);
        return Array.ConvertAll(answer.Items(), row => RedisJobRows.Read(row, ahead).Record);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FailedAttempt>> FailuresAsync(long id, int limit, CancellationToken cancellationToken) =>
        Array.ConvertAll((await _link.RunAsync(RedisScripts.Failures, RedisArguments.Of(id, limit), cancellationToken)).Items(), row => RedisJobRows.ReadFailure(id, row));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JobPace>> PaceAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var now = store.Now / 1000;
        var first = Math.Max(JobPace.StretchOf(from), now - (JobPace.Kept * JobPace.Seconds));
        var hours = Enumerable.Range(0, (int)Math.Max(0, (now / 3600) - (first / 3600) + 1)).Select(hour => (first / 3600) + hour);
        var read = await Task.WhenAll(hours.Select(hour => _link.RunAsync("HGETALL", cancellationToken, RedisKeys.Pace(hour)).AsTask()));
        return [.. read.SelectMany(RedisJobRows.ReadPace).Where(pace => pace.From >= first).OrderBy(static pace => pace.From)];
    }

    /// <inheritdoc/>
    public async ValueTask NoteAsync(FailedAttempt failure, CancellationToken cancellationToken)
    {
        var job = failure.Job;
        await _link.RunAsync(
            RedisScripts.NoteFailure,
            RedisArguments.Of(store.Now, MaxFailures, job.Id, job.Kind, job.EpochId, job.Key, job.Attempt, job.Deliveries, failure.At.ToUnixTimeMilliseconds(), failure.Reason, failure.Detail),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RequeueAsync(JobSeen seen, CancellationToken cancellationToken)
    {
        if (seen.State is not (JobState.Scheduled or JobState.Dead)) return false;
        byte[] payload = [];
        if (seen.State == JobState.Dead)
        {
            if (await JobAsync(seen.Id, cancellationToken) is not { State: JobState.Dead } job) return false;
            var record = await _link.RunAsync("HGET", cancellationToken, RedisKeys.DeadJobRecords, RedisKeys.JobIn(job.EpochId, seen.Id));
            if (record.IsNull) return false;
            payload = DeadJobJson.Read((byte[])record).Job.Payload;
        }

        return (int)await _link.RunAsync(RedisScripts.RunAgain, AddSeen(RedisArguments.Of(store.Now, payload), seen), cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<Job?> TakeAsync(JobSeen seen, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (seen.State is not (JobState.Enqueued or JobState.Scheduled)) return null;
        var now = store.Now;
        var endsAt = now + await store.AheadAsync(cancellationToken) + (long)lease.TotalMilliseconds;
        var taken = (await _link.RunAsync(RedisScripts.TakeJob, AddSeen(RedisArguments.Of(now, Operator, endsAt), seen), cancellationToken)).Items();
        return taken.Length == 0 ? null : RedisRecords.ReadJob(taken, now);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ForgetAsync(JobSeen seen, CancellationToken cancellationToken) =>
        seen.State == JobState.Dead && (int)await _link.RunAsync(RedisScripts.ForgetJob, AddSeen(new RedisArguments(), seen), cancellationToken) == 1;

    private static RedisArguments AddSeen(RedisArguments arguments, JobSeen seen) => arguments.Add(seen.Id).Add((int)seen.State).Add(seen.Attempt).Add(seen.Deliveries);
}
