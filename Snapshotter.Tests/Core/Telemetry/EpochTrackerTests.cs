using System.Collections.Concurrent;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Telemetry;

public sealed class EpochTrackerTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<long> _ended = new();
    private readonly SqliteStores _stores = new();
    private readonly EpochTracker _tracker;

    public EpochTrackerTests()
    {
        _tracker = new EpochTracker(_stores.Queue);
        _tracker.EpochEnded += _ended.Enqueue;
    }

    public async ValueTask DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task An_epoch_ends_with_its_last_job_and_not_before()
    {
        await ReleaseAsync(1, jobs: 3);
        await EndOneAsync(1);
        await EndOneAsync(1);
        _ended.Should().BeEmpty();
        await EndOneAsync(1);
        _ended.Should().Equal(1);
        _tracker.InFlight.Should().Be(0);
    }

    [Fact]
    public async Task The_last_epoch_may_end_at_the_moment_it_is_waited_for()
    {
        using var stop = new CancellationTokenSource();
        var comingAndGoing = Task.Run(() =>
        {
            for (var epoch = 1L; !stop.IsCancellationRequested; epoch++)
            {
                _tracker.Released(epoch);
                _tracker.Withdrawn(epoch);
            }
        });
        for (var i = 0; i < 100_000; i++) await _tracker.WaitForRoomAsync(1, default);
        await stop.CancelAsync();
        await comingAndGoing;
    }

    [Fact]
    public async Task Jobs_that_follow_from_a_job_keep_the_epoch_open()
    {
        await ReleaseAsync(1, jobs: 1);
        var job = (await _stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
        await _stores.State.CommitAsync(new StateChange { Enqueued = [new NewJob("next", 1, "", [])] }.Completing(job), default);
        await _tracker.JobEndedAsync(1, default);
        _ended.Should().BeEmpty();
        await EndOneAsync(1);
        _ended.Should().Equal(1);
    }

    [Fact]
    public async Task An_end_is_told_once_however_many_jobs_end_together()
    {
        await ReleaseAsync(1, jobs: 1);
        await CompleteOneAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await _tracker.JobEndedAsync(1, default))));
        _ended.Should().Equal(1);
    }

    [Fact]
    public async Task Who_waits_for_room_waits_for_the_lowest_epoch()
    {
        await ReleaseAsync(1, jobs: 1);
        await ReleaseAsync(2, jobs: 1);
        var room = _tracker.WaitForRoomAsync(2, default);
        room.IsCompleted.Should().BeFalse();
        await EndOneAsync(1);
        await room;
    }

    [Fact]
    public async Task A_withdrawn_release_lets_its_waiters_go_without_an_end()
    {
        _tracker.Released(1);
        var waiting = _tracker.WaitForEndAsync(1, default);
        _tracker.Withdrawn(1);
        await waiting;
        _ended.Should().BeEmpty();
    }

    [Fact]
    public async Task What_an_earlier_start_left_is_taken_over()
    {
        await ReleaseAsync(4, jobs: 1);
        await ReleaseAsync(5, jobs: 1);
        var next = new EpochTracker(_stores.Queue);
        await next.ResumeAsync(default);
        next.InFlight.Should().Be(2);
    }

    private async Task ReleaseAsync(long epochId, int jobs)
    {
        _tracker.Released(epochId);
        await _stores.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(0, jobs).Select(i => new NewJob("work", epochId, $"{i}", []))] }, default);
    }

    private async Task EndOneAsync(long epochId)
    {
        await CompleteOneAsync();
        await _tracker.JobEndedAsync(epochId, default);
    }

    private async Task CompleteOneAsync()
    {
        var job = (await _stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
        await _stores.State.CommitAsync(new StateChange().Completing(job), default);
    }
}
