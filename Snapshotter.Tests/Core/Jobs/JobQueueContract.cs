using System.Collections.Concurrent;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

/// <summary>How jobs enter, are handed out and leave every queue.</summary>
public abstract class JobQueueContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IStores Open();

    [Fact]
    public async Task A_job_comes_out_as_it_went_in()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(5, "slice/0", "build", 1, 2, 0, 255), Make.Job(6, "", "preload"));
        var jobs = await stores.Queue.LeaseAsync(10, Minute, default);
        jobs.Select(static job => (job.Kind, job.EpochId, job.Key, job.Attempt, job.Deliveries)).Should().Equal(("build", 5L, "slice/0", 1, 1), ("preload", 6L, "", 1, 1));
        jobs[0].Payload.Should().Equal(1, 2, 0, 255);
        jobs[1].Payload.Should().BeEmpty();
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 2, 0));
    }

    [Fact]
    public async Task The_lowest_epoch_goes_first_then_what_was_enqueued_first()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(9, "z"), Make.Job(3, "b"), Make.Job(3, "a"), Make.Job(5, "c", "submit"), Make.Job(3, "c", "a kind before"));
        var jobs = new List<Job>();
        for (var i = 0; i < 5; i++) jobs.AddRange(await stores.Queue.LeaseAsync(1, Minute, default));
        jobs.Select(static job => (job.EpochId, job.Key)).Should().Equal((3, "b"), (3, "a"), (3, "c"), (5, "c"), (9, "z"));
        (await LeasedTogetherAsync()).Should().Equal((3, "b"), (3, "a"), (3, "c"), (5, "c"));

        async Task<IEnumerable<(long, string)>> LeasedTogetherAsync()
        {
            await stores.ReopenAsync();
            return (await stores.Queue.LeaseAsync(4, Minute, default)).Select(static job => (job.EpochId, job.Key));
        }
    }

    [Fact]
    public async Task A_job_whose_key_is_queued_or_running_is_not_queued_again()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1), Make.Job(1));
        var job = (await stores.Queue.LeaseAsync(10, Minute, default)).Single();
        await EnqueueAsync(stores, Make.Job(1), Make.Job(1, kind: "submit"), Make.Job(2));
        (await stores.Queue.PendingByEpochAsync(default)).Should().Equal(new Dictionary<long, int> { [1] = 2, [2] = 1 });

        await stores.State.CommitAsync(new StateChange().Completing(job), default);
        await EnqueueAsync(stores, Make.Job(1));
        (await stores.Queue.PendingByEpochAsync(default))[1].Should().Be(2, "the key is free once its job has left");
    }

    [Fact]
    public async Task A_job_and_its_follow_up_change_places_in_one_step()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1));
        var job = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, kind: "submit")] }.Completing(job), default);
        await stores.ReopenAsync();
        (await stores.Queue.LeaseAsync(10, Minute, default)).Single().Kind.Should().Be("submit");
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_a_new_job()
    {
        await using var stores = Open();
        var lease = stores.Queue.LeaseAsync(1, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        lease.IsCompleted.Should().BeFalse();
        await EnqueueAsync(stores, Make.Job(1));
        (await lease).Should().ContainSingle();
    }

    [Fact]
    public async Task One_change_with_many_jobs_wakes_all_who_wait()
    {
        await using var stores = Open();
        var leases = Enumerable.Range(0, 4).Select(_ => stores.Queue.LeaseAsync(1, Minute, default).AsTask()).ToArray();
        await stores.Time.TimersAsync(4);
        await EnqueueAsync(stores, [.. Enumerable.Range(0, 4).Select(static i => Make.Job(i))]);
        (await Task.WhenAll(leases)).SelectMany(static jobs => jobs).Select(static job => job.EpochId).Should().BeEquivalentTo([0, 1, 2, 3]);
    }

    [Fact]
    public async Task Waiting_for_a_job_can_be_cancelled()
    {
        await using var stores = Open();
        using var cancellation = new CancellationTokenSource();
        var lease = stores.Queue.LeaseAsync(1, Minute, cancellation.Token).AsTask();
        await stores.Time.TimersAsync(1);
        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => lease).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Many_workers_at_once_get_every_job_exactly_once()
    {
        await using var stores = Open();
        const int epochs = 40, each = 5;
        var delivered = new ConcurrentBag<(long, string)>();
        using var done = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => WorkAsync(done.Token))).ToArray();
        await Parallel.ForAsync(0, epochs, async (epoch, cancellationToken) =>
            await stores.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(0, each).Select(i => Make.Job(epoch, $"{i}"))] }, cancellationToken));
        await Task.WhenAll(workers);
        delivered.Should().BeEquivalentTo(Enumerable.Range(0, epochs).SelectMany(epoch => Enumerable.Range(0, each).Select(i => ((long)epoch, $"{i}"))));
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 0, 0));

        async Task WorkAsync(CancellationToken cancellationToken)
        {
            try
            {
                while (true)
                {
                    foreach (var job in await stores.Queue.LeaseAsync(3, Minute, cancellationToken))
                    {
                        (await stores.State.CommitAsync(new StateChange().Completing(job), default)).Should().BeTrue();
                        delivered.Add((job.EpochId, job.Key));
                    }

                    if (delivered.Count == epochs * each) await done.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                // All are done.
            }
        }
    }

    private static async Task EnqueueAsync(IStores stores, params NewJob[] jobs) => await stores.State.CommitAsync(new StateChange { Enqueued = jobs }, default);
}
