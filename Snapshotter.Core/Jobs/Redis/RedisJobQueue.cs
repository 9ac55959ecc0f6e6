using System.Collections.Concurrent;
using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;
using StackExchange.Redis;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>
/// The queue that many hosts share: a stream for each epoch, read by one consumer group, in the server that holds the state. Who waits for work
/// is woken by what scripts publish; no read blocks the connection.
/// </summary>
public sealed class RedisJobQueue : IJobQueue, IDisposable
{
    private const int MaxDeadJobs = 1000;

    /// <summary>The server does nothing else while it hands out jobs.</summary>
    private const int MostAtOnce = 2000;

    /// <summary>News that were published while the connection was away are found after this long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly RedisStateStore _store;
    private readonly RedisLink _link;
    private readonly string _worker;
    private readonly SteadyTime _time;
    private readonly JobSlots _slots;
    private readonly LiveHosts? _hosts;
    private readonly WakeUp _wake = new();
    private readonly RedisGroup _completions;
    private readonly SemaphoreSlim _beginning = new(1, 1);

    /// <summary>Of which epochs completions told whether they have further jobs; each is believed by the one question that follows a completion.</summary>
    private readonly ConcurrentDictionary<long, bool> _goesOn = new();

    /// <summary>Until when there is nothing to ask for unless there are news, because the last answer had less than was asked for; 0 when it may have left something.</summary>
    private long _quietUntil;

    /// <summary>How far the server's clock is ahead of this one. Hosts measure leases by the server's, so that their own need not agree.</summary>
    private long _ahead;
    private bool _hasBegun;
    private volatile bool _isDisposed;

    /// <summary>The queue beside <paramref name="store"/> for a worker. What a worker of this name held or had put off before is due when it first asks for work.</summary>
    /// <param name="store">The state.</param>
    /// <param name="worker">Tells the worker from all others; the same after a restart of its process.</param>
    /// <param name="time">The clock.</param>
    /// <param name="slots">Which jobs may be handed out; all unless given.</param>
    /// <param name="hosts">Who else takes jobs; nobody unless given.</param>
    public RedisJobQueue(RedisStateStore store, string worker, SteadyTime time, JobSlots? slots = null, LiveHosts? hosts = null)
    {
        _store = store;
        _link = store.Link;
        _worker = worker;
        _completions = new RedisGroup(RedisScripts.Complete, worker, store.KeepJobs);
        _time = time;
        _slots = slots ?? new JobSlots(new JobOptions());
        _hosts = hosts;
        _slots.Freed += WakeOne;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Job>> LeaseAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (!_hasBegun) await BeginAsync(cancellationToken);
        max = Math.Min(max, MostAtOnce);
        while (true)
        {
            if (Volatile.Read(ref _quietUntil) is var until && until > Now) await WaitAsync(until, cancellationToken);
            _wake.Reset();
            var now = Now;
            using var offer = _slots.Offer(max);
            var answer = (await _link.RunAsync(RedisScripts.Lease, RedisArguments.Of(now - _ahead, _worker, _hosts?.Workers ?? 1, max, now, EndOf(now, lease)).AddShares(offer), cancellationToken)).Items();
            var jobs = Array.ConvertAll(answer[1].Items(), parts => ReadJob(parts, now));
            offer.Take(jobs);
            var longest = now + (long)LongestWait.TotalMilliseconds;
            Volatile.Write(ref _quietUntil, jobs.Length == max ? 0 : Math.Min(answer[0].NumberOrNull() ?? longest, longest));

            // One wake-up may stand for many jobs: what this worker left is for the next.
            if (jobs.Length == max) _wake.Set();
            if (jobs.Length > 0) return jobs;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Job?> CompleteAsync(Job job, StateChange result, TimeSpan lease, CancellationToken cancellationToken)
    {
        var change = result.Completing(job);
        var now = Now;
        using var offer = _slots.Offer(1, job);
        var arguments = _store.AddResult(RedisArguments.Of(now, EndOf(now, lease)).AddShares(offer), change);
        using var completing = _store.Completing.Begin(job.EpochId);
        var answer = (await _link.RunAsync(_completions, arguments, cancellationToken)).Items();
        if ((int)answer[0] == 1) _store.Tell(change);
        var next = answer[1].Items().Select(parts => ReadJob(parts, now)).FirstOrDefault();
        offer.Take(next is null ? [] : [next]);

        // Whether the epoch has ended is asked next, unless this worker goes on with it.
        if (next?.EpochId != job.EpochId) _goesOn[job.EpochId] = (int)answer[2] == 1;
        return next;
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(IReadOnlyCollection<Job> jobs, TimeSpan lease, CancellationToken cancellationToken) =>
        await _link.RunAsync(RedisScripts.Renew, RedisArguments.Of(EndOf(Now, lease)).AddAll(jobs, static (to, job) => to.Add(job.EpochId).Add(job.Id).Add(job.Deliveries)), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> RetryAsync(Job job, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var arguments = RedisArguments.Of(job.EpochId, job.Id, job.Deliveries, job.Attempt + 1, notBefore.ToUnixTimeMilliseconds() + _ahead, reason);
        return (int)await _link.RunAsync(RedisScripts.Retry, arguments, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken)
    {
        var dead = new DeadJob(job, reason, _time.GetUtcNow().ToUnixTimeSeconds());
        var arguments = RedisArguments.Of(job.EpochId, job.Id, job.Deliveries, job.Kind, job.Key, dead.DiedAt, DeadJobJson.Write(dead), MaxDeadJobs);
        var isHeld = (int)await _link.RunAsync(RedisScripts.Bury, arguments.AddChange(consequences, _store.ProjectsOf(consequences), _store.Now, _ahead), cancellationToken) == 1;
        if (isHeld) _store.Tell(consequences);
        return isHeld;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HasJobsAsync(long epochId, CancellationToken cancellationToken) =>
        _goesOn.TryRemove(epochId, out var goesOn) ? goesOn : (long)await _link.RunAsync("EXISTS", cancellationToken, RedisKeys.Jobs(epochId)) == 1;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<long, int>> PendingByEpochAsync(CancellationToken cancellationToken) =>
        (await _link.RunAsync(RedisScripts.Pending, new RedisArguments(), cancellationToken)).Pairs()
            .ToDictionary(static pair => RedisRecords.Number(pair.Key), static pair => (int)pair.Value);

    /// <inheritdoc/>
    public async ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken)
    {
        var counts = Array.ConvertAll((await _link.RunAsync(RedisScripts.Depth, new RedisArguments(), cancellationToken)).Items(), static count => (long)count);
        return new QueueDepth(counts[0] - counts[1], counts[1], counts[2]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DeadJob>> DeadAsync(int limit, CancellationToken cancellationToken)
    {
        var members = (await _link.RunAsync("ZREVRANGE", cancellationToken, RedisKeys.DeadJobs, 0, limit - 1)).Texts();
        if (members.Length == 0) return [];
        var records = (await _link.RunAsync("HMGET", cancellationToken, [RedisKeys.DeadJobRecords, .. members])).Items();
        return [.. records.Where(static record => !record.IsNull).Select(static record => DeadJobJson.Read((byte[])record))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _slots.Freed -= WakeOne;
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await _beginning.WaitAsync(cancellationToken);
        try
        {
            if (_hasBegun) return;
            _ahead = await _store.AheadAsync(cancellationToken);
            await _link.RunAsync(RedisScripts.Resume, RedisArguments.Of(_worker), cancellationToken);
            await _link.ListenAsync(Heard);
            _hasBegun = true;
        }
        finally
        {
            _beginning.Release();
        }
    }

    private Job ReadJob(RedisResult answer, long now)
    {
        var job = RedisRecords.ReadJob(answer.Items(), now - _ahead);
        _goesOn.TryRemove(job.EpochId, out _);
        return job;
    }

    private static long EndOf(long now, TimeSpan lease) => now + (long)lease.TotalMilliseconds;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds() + _ahead;

    private void Heard(string news)
    {
        // What is told while the queue is disposed comes too late for anyone.
        if (news == "queued") WakeOne();
    }

    private void WakeOne()
    {
        if (!_isDisposed) _wake.Set();
    }

    private ValueTask WaitAsync(long until, CancellationToken cancellationToken) =>
        _wake.WaitAsync(TimeSpan.FromMilliseconds(Math.Max(1, until - Now)), _time, cancellationToken);
}
