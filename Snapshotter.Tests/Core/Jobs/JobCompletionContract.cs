using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

/// <summary>How every queue lets a worker go from one job to the next.</summary>
public abstract class JobCompletionContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IStores Open();

    [Fact]
    public async Task The_job_that_follows_is_leased_with_the_completion()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, Make.Job(1));

        var next = await stores.Queue.CompleteAsync(job, new StateChange { Released = [Make.Released(1)], Enqueued = [Make.Job(1, "next")] }, Minute, default);

        (next!.Key, next.Attempt, next.Deliveries).Should().Be(("next", 1, 1));
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 1, 0));
        (await stores.State.CurrentEpochAsync(default)).Should().Be(Make.Released(1));
        stores.Time.Advance(Minute);
        (await stores.Queue.LeaseAsync(1, Minute, default)).Single().Deliveries.Should().Be(2, "its lease ends like any other");
    }

    [Fact]
    public async Task Of_several_the_one_of_the_lowest_epoch_is_leased_and_whoever_waits_gets_the_others()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, Make.Job(2));
        var waiting = stores.Queue.LeaseAsync(8, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);

        var next = await stores.Queue.CompleteAsync(job, new StateChange { Enqueued = [Make.Job(2, "b"), Make.Job(1, "a"), Make.Job(2, "c")] }, Minute, default);

        next!.Key.Should().Be("a");
        (await waiting).Select(static other => other.Key).Should().Equal("b", "c");
    }

    [Fact]
    public async Task Nothing_comes_when_nothing_is_due()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, Make.Job(1));
        var next = await stores.Queue.CompleteAsync(job, new StateChange { Enqueued = [Make.Job(1, "next")] }, Minute, default);
        (await stores.Queue.RetryAsync(next!, "not yet", stores.Time.GetUtcNow() + Minute, default)).Should().BeTrue();
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "last")] }, default);
        var last = (await stores.Queue.LeaseAsync(2, Minute, default)).Single();

        (await stores.Queue.CompleteAsync(last, new StateChange(), Minute, default)).Should().BeNull("the other one is due in a minute");

        stores.Time.Advance(Minute);
        (await stores.Queue.LeaseAsync(2, Minute, default)).Single().Key.Should().Be("next");
    }

    [Fact]
    public async Task A_completion_that_cannot_be_written_leases_nothing()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, Make.Job(1));
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(2)] }, default);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await FluentActions.Awaiting(async () => await stores.Queue.CompleteAsync(job, new StateChange(), Minute, stopped.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(1, 1, 0));
    }

    [Fact]
    public async Task A_job_that_has_left_already_writes_nothing_but_the_worker_goes_on()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, Make.Job(1));
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(3, "other")] }.Completing(job), default);

        var next = await stores.Queue.CompleteAsync(job, new StateChange { Released = [Make.Released(1)] }, Minute, default);

        next!.Key.Should().Be("other");
        (await stores.State.CurrentEpochAsync(default)).Should().BeNull();
    }

    private static async Task<Job> LeasedAsync(IStores stores, NewJob job)
    {
        await stores.State.CommitAsync(new StateChange { Enqueued = [job] }, default);
        return (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
    }
}
