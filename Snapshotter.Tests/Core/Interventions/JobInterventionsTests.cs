using Snapshotter.Core.Interventions;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Interventions;

/// <summary>What an operator's action on a job leaves behind.</summary>
public sealed class JobInterventionsTests : IAsyncDisposable
{
    private readonly SqliteStores _stores = new();
    private readonly List<long> _ended = [];
    private readonly EpochTracker _tracker;
    private readonly JobInterventions _jobs;

    public JobInterventionsTests()
    {
        _tracker = new EpochTracker(_stores.Queue);
        _tracker.EpochEnded += _ended.Add;
        _jobs = new JobInterventions(_stores.Ledger, _stores.Queue, _tracker, [new NamingHandler()], new JobOptions());
    }

    public async ValueTask DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task A_deleted_job_ends_its_projects_with_the_reason_and_its_epoch_and_can_be_brought_back()
    {
        var job = await EnqueueAsync(1);
        (await _jobs.DeleteAsync(job.Seen, "Not wanted.", default)).Should().BeTrue();
        (await _stores.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Should().ContainSingle().Which.Error.Should().Be("Not wanted.");
        _ended.Should().Equal(1);

        var dead = (await _stores.Ledger.JobAsync(job.Id, default))!;
        (dead.State, dead.Reason).Should().Be((JobState.Dead, "Not wanted."));
        (await _jobs.RequeueAsync(dead.Seen, default)).Should().BeTrue();
        _tracker.InFlight.Should().Be(1, "the epoch has work again, and whoever waits for its end waits");
        (await _stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single().Id.Should().Be(job.Id);
    }

    [Fact]
    public async Task An_action_on_what_was_seen_otherwise_leaves_no_epoch_open()
    {
        var job = await EnqueueAsync(1);
        _tracker.Withdrawn(1);
        (await _jobs.RequeueAsync(job.Seen, default)).Should().BeFalse("it is queued already");
        (await _jobs.DeleteAsync(job.Seen with { Attempt = 7 }, "no", default)).Should().BeFalse();
        (await _jobs.RequeueAsync(new JobSeen(99, JobState.Dead, 1, 1), default)).Should().BeFalse();
        (await _stores.Ledger.JobAsync(job.Id, default)).Should().Be(job);
    }

    [Fact]
    public async Task A_job_of_a_kind_that_nobody_handles_any_more_can_be_deleted()
    {
        var job = await EnqueueAsync(1, "of another release");
        (await _jobs.DeleteAsync(job.Seen, "Old.", default)).Should().BeTrue();
        (await _stores.Queue.HasJobsAsync(1, default)).Should().BeFalse();
    }

    private async Task<JobRecord> EnqueueAsync(long epochId, string kind = "build")
    {
        _tracker.Released(epochId);
        await _stores.State.CommitAsync(new StateChange { Released = [Make.Released(epochId)], Enqueued = [Make.Job(epochId, kind: kind)] }, default);
        return (await _stores.Ledger.JobsAsync(JobState.Enqueued, null, 1, default)).Jobs.Single();
    }

    /// <summary>Names the reason when a job is given up.</summary>
    private sealed class NamingHandler : IJobHandler
    {
        public string Kind => "build";

        public Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken) => Task.FromResult(new StateChange());

        public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) =>
            Task.FromResult(new StateChange { Transitions = [Make.Transition(job.EpochId, error: reason)] });
    }
}
