using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

public sealed class JobRunnerTests
{
    [Fact]
    public async Task A_handler_that_fails_twice_and_then_succeeds_completes_its_job()
    {
        var handler = new Handler("build", job => job.Attempt < 3 ? throw new InvalidOperationException($"failure {job.Attempt}") : new StateChange { Transitions = [Make.Transition(1)] });
        await using var run = await Run.StartAsync(new JobOptions { MaxAttempts = 3 }, [handler], Make.Job(1));
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var retried = run.Queue.Retried.ReadAsync().AsTask();
            await run.Time.AdvanceUntilAsync(retried);
            var (job, reason, _) = await retried;
            (job.Attempt, reason).Should().Be((attempt, $"failure {attempt}"));
        }

        await run.Time.AdvanceUntilAsync(run.EndedAsync(1));
        handler.Calls.Select(static call => (call.Attempt, call.IsLast)).Should().Equal((1, false), (2, false), (3, true));
        (await run.DepthAsync()).Should().Be(new QueueDepth(0, 0, 0));
        handler.GivenUp.Should().BeEmpty();
    }

    [Fact]
    public async Task A_handler_that_never_succeeds_is_buried_with_its_consequences()
    {
        var handler = new Handler("build", _ => throw new InvalidOperationException("no luck")) { Consequences = new StateChange { Transitions = [Make.Transition(1, error: "no luck")], Released = [Make.Released(1)] } };
        await using var run = await Run.StartAsync(new JobOptions { MaxAttempts = 1 }, [handler], Make.Job(1));
        await run.EndedAsync(1);
        handler.GivenUp.Should().Equal("no luck");
        (await run.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Single().Error.Should().Be("no luck");
        (await run.Queue.DeadAsync(1, default)).Single().Reason.Should().Be("no luck");
    }

    [Fact]
    public async Task A_job_of_an_unknown_kind_is_buried_and_its_epoch_ends()
    {
        await using var run = await Run.StartAsync(new JobOptions(), [], Make.Job(1, kind: "of another release"));
        await run.EndedAsync(1);
        (await run.Queue.DeadAsync(1, default)).Single().Reason.Should().Contain("'of another release'");
    }

    [Fact]
    public async Task A_job_during_which_the_process_dies_again_and_again_is_given_up_but_failures_do_not_count()
    {
        await using var stores = new SqliteStores();
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1)] }, default);
        var job = (await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
        await stores.Queue.RetryAsync(job, "a failure", stores.Time.GetUtcNow(), default);
        for (var death = 1; death <= 3; death++)
        {
            await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default);
            await stores.ReopenAsync();
        }

        var handler = new Handler("build", _ => new StateChange());
        await using var run = await Run.OverAsync(stores, new JobOptions { MaxLostDeliveries = 3 }, [handler]);
        await run.EndedAsync(1);
        handler.Calls.Should().BeEmpty();
        handler.GivenUp.Single().Should().StartWith("3 times the process died");
    }

    [Fact]
    public async Task The_lease_of_a_long_job_is_renewed_so_that_nobody_else_gets_it()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new Handler("build", _ => new StateChange()) { Before = ended.Task };
        await using var run = await Run.StartAsync(new JobOptions { Lease = TimeSpan.FromSeconds(60), MaxConcurrent = 2 }, [handler], Make.Job(1));
        await handler.Entered;
        for (var i = 0; i < 12; i++)
        {
            run.Time.Advance(TimeSpan.FromSeconds(20));
            (await run.Queue.Renewed.ReadAsync()).Should().Be(1);
        }

        ended.SetResult();
        await run.EndedAsync(1);
        handler.Calls.Should().ContainSingle().Which.Deliveries.Should().Be(1);
    }

    [Fact]
    public async Task A_failed_renewal_is_tried_again_at_the_next_turn()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new Handler("build", _ => new StateChange()) { Before = ended.Task };
        await using var run = await Run.StartAsync(new JobOptions { Lease = TimeSpan.FromSeconds(60) }, [handler], Make.Job(1));
        await handler.Entered;
        run.Queue.RenewalFailure = new StorageException("state.db: disk is full");
        run.Time.Advance(TimeSpan.FromSeconds(20));
        await run.Queue.Renewed.ReadAsync();
        run.Queue.RenewalFailure = null;
        await run.WhenTheRunnerSleepsAsync();
        run.Time.Advance(TimeSpan.FromSeconds(20));
        (await run.Queue.Renewed.ReadAsync()).Should().Be(1);
        ended.SetResult();
        await run.EndedAsync(1);
    }

    [Fact]
    public async Task A_job_that_is_written_but_whose_end_cannot_be_noted_still_ends_its_epoch()
    {
        var doomed = new Handler("doomed", static _ => throw new InvalidOperationException("no luck"));
        var entry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new Handler("held", static _ => new StateChange()) { Before = entry.Task };
        await using var run = await Run.StartAsync(new JobOptions { MaxAttempts = 1, MaxConcurrent = 1 }, [doomed, held], Make.Job(1, kind: "held"), Make.Job(2, kind: "doomed"));
        await held.Entered;
        run.Queue.FailingLooks = 3;
        entry.SetResult();
        await run.Time.AdvanceUntilAsync(Task.WhenAll(run.EndedAsync(1), run.EndedAsync(2)));
        held.Calls.Should().ContainSingle("what is written is not done again");
        run.Queue.FailingLooks.Should().BeLessThan(0);
        (await run.Queue.DeadAsync(5, default)).Select(static dead => dead.Job.Kind).Should().Equal("doomed");
    }

    [Fact]
    public async Task No_more_jobs_run_at_once_than_allowed()
    {
        var (running, most) = (0, 0);
        var handler = new Handler("build", _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Thread.Yield();
            Interlocked.Decrement(ref running);
            return new StateChange();
        });
        await using var run = await Run.StartAsync(new JobOptions { MaxConcurrent = 3 }, [handler], [.. Enumerable.Range(1, 60).Select(static epoch => Make.Job(epoch))]);
        for (var epoch = 1; epoch <= 60; epoch++) await run.EndedAsync(epoch);
        most.Should().BeInRange(1, 3);
        handler.Calls.Should().HaveCount(60);
    }

    [Fact]
    public async Task A_queue_with_a_bound_runs_no_more_at_once_and_goes_on_when_its_jobs_fail()
    {
        var (running, most) = (0, 0);
        var failing = new Handler("build", _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            Thread.Yield();
            Interlocked.Decrement(ref running);
            throw new InvalidOperationException("no luck");
        });
        var other = new Handler("submit", static _ => new StateChange());
        var options = new JobOptions { MaxAttempts = 1, Queues = new JobQueuesOptions { Build = new() { MaxConcurrent = 2 } } };
        var slots = new JobSlots(options);
        await using var stores = new SqliteStores(slots: slots);
        await using var run = await Run.OverAsync(
            stores, options, [failing, other], slots, [.. Enumerable.Range(1, 30).SelectMany(static epoch => new[] { Make.Job(epoch), Make.Job(epoch, kind: "submit") })]);
        for (var epoch = 1; epoch <= 30; epoch++) await run.EndedAsync(epoch);
        most.Should().BeInRange(1, 2);
        (failing.Calls.Count, other.Calls.Count).Should().Be((30, 30));
    }

    [Fact]
    public async Task A_kind_that_belongs_to_no_queue_is_named_at_the_start()
    {
        await using var stores = new SqliteStores();
        var starting = () => Run.RunnerOver(stores.Queue, new EpochTracker(stores.Queue), new JobOptions(), [new Handler("polish", static _ => new StateChange())], stores.Time, new JobSlots(new JobOptions()));
        starting.Should().Throw<InvalidOperationException>().WithMessage("*'polish'*belong to no queue*JobQueues*");
    }

    [Fact]
    public async Task A_stop_waits_for_the_job_in_hand_and_leaves_it_for_the_next_start()
    {
        var handler = new Handler("build", static _ => new StateChange()) { Before = new TaskCompletionSource().Task };
        await using var stores = new SqliteStores();
        await using (await Run.OverAsync(stores, new JobOptions(), [handler], Make.Job(1))) await handler.Entered;
        await stores.ReopenAsync();
        var again = (await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
        (again.Attempt, again.Deliveries).Should().Be((1, 2));
    }

    [Fact]
    public async Task A_broken_queue_ends_the_runner_with_its_error()
    {
        await using var stores = new SqliteStores();
        var runner = Run.RunnerOver(stores.Queue, new EpochTracker(stores.Queue), new JobOptions(), [], stores.Time);
        await stores.CloseAsync();
        await FluentActions.Awaiting(() => runner.RunAsync(default)).Should().ThrowAsync<ObjectDisposedException>();
        await stores.ReopenAsync();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class Handler(string kind, Func<Job, StateChange> work) : IJobHandler
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Kind => kind;

        public ConcurrentQueue<(int Attempt, int Deliveries, bool IsLast)> Calls { get; } = new();

        public ConcurrentQueue<string> GivenUp { get; } = new();

        public StateChange Consequences { get; init; } = new();

        public Task Before { get; init; } = Task.CompletedTask;

        public Task Entered => _entered.Task;

        public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
        {
            Calls.Enqueue((job.Attempt, job.Deliveries, isLastAttempt));
            _entered.TrySetResult();
            await Before.WaitAsync(cancellationToken);
            return work(job);
        }

        public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
        {
            GivenUp.Enqueue(reason);
            return Task.FromResult(Consequences);
        }
    }

    /// <summary>A runner at work on a queue whose clock the test moves.</summary>
    private sealed class Run(SqliteStores stores, SqliteStores? own, ObservedQueue queue, EpochTracker tracker) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _running = Task.CompletedTask;

        public IStateStore State => stores.State;

        public FakeTime Time => stores.Time;

        public ObservedQueue Queue => queue;

        public static async Task<Run> StartAsync(JobOptions options, IJobHandler[] handlers, params NewJob[] jobs)
        {
            var stores = new SqliteStores();
            return await OverAsync(stores, stores, options, handlers, null, jobs);
        }

        public static Task<Run> OverAsync(SqliteStores stores, JobOptions options, IJobHandler[] handlers, params NewJob[] jobs) => OverAsync(stores, null, options, handlers, null, jobs);

        public static Task<Run> OverAsync(SqliteStores stores, JobOptions options, IJobHandler[] handlers, JobSlots slots, NewJob[] jobs) => OverAsync(stores, null, options, handlers, slots, jobs);

        public static JobRunner RunnerOver(IJobQueue queue, EpochTracker tracker, JobOptions options, IJobHandler[] handlers, TimeProvider time, JobSlots? slots = null) =>
            new(queue, tracker, handlers, options, new SteadyTime(time), new Random(1), NullLogger<JobRunner>.Instance, slots: slots);

        public Task EndedAsync(long epoch) => tracker.WaitForEndAsync(epoch, default);

        public ValueTask<QueueDepth> DepthAsync() => Queue.DepthAsync(default);

        /// <summary>The timer of the renewals and that of the wait for jobs.</summary>
        public Task WhenTheRunnerSleepsAsync() => Time.TimersAsync(2);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
            if (own is not null) await own.DisposeAsync();
        }

        private static async Task<Run> OverAsync(SqliteStores stores, SqliteStores? own, JobOptions options, IJobHandler[] handlers, JobSlots? slots, NewJob[] jobs)
        {
            await stores.State.CommitAsync(new StateChange { Enqueued = jobs }, default);
            var queue = new ObservedQueue(stores.Queue);
            var tracker = new EpochTracker(queue);
            await tracker.ResumeAsync(default);
            var run = new Run(stores, own, queue, tracker);
            run._running = RunnerOver(run.Queue, tracker, options, handlers, stores.Time, slots).RunAsync(run._stop.Token);
            return run;
        }
    }
}
