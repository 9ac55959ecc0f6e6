using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

/// <summary>How every queue hands out jobs by the slots of its process: bounds and priorities of named queues, and which of them are served.</summary>
public abstract class JobSlotsContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IStores Open(JobSlots slots);

    [Fact]
    public async Task No_more_jobs_of_a_queue_are_leased_than_it_has_slots_and_others_go_on()
    {
        await using var stores = Open(Bounded(build: 2));
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b", "bulk"), Make.Job(1, "c"), Make.Job(1, "d"), Make.Job(2, "e", "submit"), Make.Job(3, "f", "preload"));
        (await LeaseAsync(stores, 8)).Should().Equal("a", "b", "e", "f");
    }

    [Fact]
    public async Task The_slot_of_a_completed_job_goes_to_the_next_of_its_queue()
    {
        await using var stores = Open(Bounded(build: 1));
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"), Make.Job(2, "c"));
        var job = (await stores.Queue.LeaseAsync(8, Minute, default)).Single();
        foreach (var key in new[] { "b", "c" })
        {
            job = (await stores.Queue.CompleteAsync(job, new StateChange(), Minute, default))!;
            job.Key.Should().Be(key);
        }

        (await stores.Queue.CompleteAsync(job, new StateChange(), Minute, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_completion_leases_nothing_of_a_queue_whose_slots_are_taken()
    {
        await using var stores = Open(Bounded(build: 1));
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"), Make.Job(2, "s", "submit"));
        var jobs = await stores.Queue.LeaseAsync(8, Minute, default);
        jobs.Select(static job => job.Key).Should().Equal("a", "s");
        (await stores.Queue.CompleteAsync(jobs[1], new StateChange { Enqueued = [Make.Job(1, "c")] }, Minute, default)).Should().BeNull("job a holds the one slot");
        (await stores.Queue.CompleteAsync(jobs[0], new StateChange { Enqueued = [Make.Job(3, "t", "submit")] }, Minute, default))!.Key.Should().Be("b");
        (await LeaseAsync(stores, 8)).Should().Equal("t");
    }

    [Fact]
    public async Task Whoever_waits_gets_the_job_when_a_slot_of_its_queue_is_free_again()
    {
        var slots = Bounded(build: 1);
        await using var stores = Open(slots);
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"));
        var held = (await stores.Queue.LeaseAsync(8, Minute, default)).Single();
        var waiting = stores.Queue.LeaseAsync(8, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        waiting.IsCompleted.Should().BeFalse();
        slots.Free(held);
        (await waiting.WaitAsync(Patience.Long)).Single().Key.Should().Be("b");
    }

    [Fact]
    public async Task A_slot_that_a_completion_leaves_for_another_queue_is_free_for_whoever_waits()
    {
        await using var stores = Open(Bounded(build: 1));
        await EnqueueAsync(stores, Make.Job(2, "a"), Make.Job(2, "b"));
        var held = (await stores.Queue.LeaseAsync(8, Minute, default)).Single();
        var waiting = stores.Queue.LeaseAsync(8, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);

        // Only the completion sees the job of the lower epoch, because it comes with it.
        (await stores.Queue.CompleteAsync(held, new StateChange { Enqueued = [Make.Job(1, "s", "submit")] }, Minute, default))!.Key.Should().Be("s");
        (await waiting.WaitAsync(Patience.Long)).Single().Key.Should().Be("b");
    }

    [Fact]
    public async Task A_job_whose_completion_is_not_written_keeps_its_slot()
    {
        await using var stores = Open(Bounded(build: 1));
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"), Make.Job(2, "s", "submit"));
        var held = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await FluentActions.Awaiting(async () => await stores.Queue.CompleteAsync(held, new StateChange(), Minute, stopped.Token)).Should().ThrowAsync<OperationCanceledException>();
        (await LeaseAsync(stores, 8)).Should().Equal("s");
        (await stores.Queue.CompleteAsync(held, new StateChange(), Minute, default))!.Key.Should().Be("b");
    }

    [Fact]
    public async Task The_higher_priority_goes_first_then_the_lowest_epoch()
    {
        await using var stores = Open(new JobSlots(new JobOptions { Queues = new JobQueuesOptions { Submit = new() { Priority = 5 }, Preload = new() { Priority = -1 } } }));
        await EnqueueAsync(stores, Make.Job(1, "p", "preload"), Make.Job(2, "b"), Make.Job(3, "c", "aggregate"), Make.Job(9, "t", "submit"), Make.Job(8, "s", "collect"), Make.Job(2, "x", "of another release"));
        var first = await stores.Queue.LeaseAsync(2, Minute, default);
        first.Select(static job => job.Key).Should().Equal("s", "t");
        var next = await stores.Queue.CompleteAsync(first[0], new StateChange { Enqueued = [Make.Job(8, "u", "submit")] }, Minute, default);
        next!.Key.Should().Be("u", "a completion goes on by priority as well");
        (await LeaseAsync(stores, 8)).Should().Equal("b", "x", "c", "p");
    }

    [Fact]
    public async Task Only_jobs_of_the_served_queues_are_handed_out()
    {
        await using var stores = Open(new JobSlots(new JobOptions { Serve = "Build,Submit" }));
        await EnqueueAsync(stores, Make.Job(1, "p", "preload"), Make.Job(1, "b"), Make.Job(2, "f", "finalize"), Make.Job(3, "x", "of another release"));
        var jobs = await stores.Queue.LeaseAsync(8, Minute, default);
        jobs.Select(static job => job.Key).Should().Equal("b", "x");
        (await stores.Queue.CompleteAsync(jobs[0], new StateChange { Enqueued = [Make.Job(1, "a", "aggregate"), Make.Job(4, "s", "submit")] }, Minute, default))!.Key.Should().Be("s");
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(3, 2, 0));
    }

    [Fact]
    public async Task Jobs_that_come_due_are_handed_out_by_slots_too()
    {
        await using var stores = Open(Bounded(build: 2));
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"), Make.Job(2, "c"), Make.Job(2, "s", "submit"));
        var jobs = await stores.Queue.LeaseAsync(8, Minute, default);
        jobs.Select(static job => job.Key).Should().Equal("a", "b", "s");
        (await stores.Queue.RetryAsync(jobs[2], "no answer", stores.Time.GetUtcNow() + TimeSpan.FromSeconds(8), default)).Should().BeTrue();
        var waiting = stores.Queue.LeaseAsync(8, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        waiting.IsCompleted.Should().BeFalse();
        stores.Time.Advance(TimeSpan.FromSeconds(8));
        var again = (await waiting.WaitAsync(Patience.Long)).Single();
        (again.Key, again.Attempt, again.Deliveries).Should().Be(("s", 2, 2));
    }

    [Fact]
    public async Task Many_at_once_never_hold_more_of_a_queue_than_its_slots()
    {
        const int each = 30;
        var slots = Bounded(build: 2);
        await using var stores = Open(slots);
        await EnqueueAsync(stores, [.. Enumerable.Range(0, each).SelectMany(static i => new[] { Make.Job(i, "b"), Make.Job(i, "s", "submit") })]);
        var (building, most, done) = (0, 0, 0);
        using var end = new CancellationTokenSource();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => WorkAsync(end.Token))));
        done.Should().Be(2 * each);
        most.Should().BeInRange(1, 2);

        async Task WorkAsync(CancellationToken cancellationToken)
        {
            try
            {
                while (true)
                {
                    for (var job = (await stores.Queue.LeaseAsync(1, Minute, cancellationToken)).Single(); job is not null;)
                    {
                        if (job.Kind == "build") InterlockedMax(ref most, Interlocked.Increment(ref building));
                        await Task.Yield();
                        if (job.Kind == "build") Interlocked.Decrement(ref building);
                        var ended = job;
                        job = await stores.Queue.CompleteAsync(ended, new StateChange(), Minute, default);
                        slots.Free(ended);
                        if (Interlocked.Increment(ref done) == 2 * each) await end.CancelAsync();
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // All are done.
            }
        }
    }

    private static JobSlots Bounded(int build) => new(new JobOptions { Queues = new JobQueuesOptions { Build = new() { MaxConcurrent = build } } });

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }

    private static async Task<IEnumerable<string>> LeaseAsync(IStores stores, int max) => (await stores.Queue.LeaseAsync(max, Minute, default)).Select(static job => job.Key);

    private static async Task EnqueueAsync(IStores stores, params NewJob[] jobs) => await stores.State.CommitAsync(new StateChange { Enqueued = jobs }, default);
}
