using System.Collections.Concurrent;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Telemetry;

public sealed class EpochTrackerTests
{
    private readonly EpochTracker _tracker = new();
    private readonly ConcurrentQueue<long> _ended = new();

    public EpochTrackerTests() => _tracker.EpochEnded += _ended.Enqueue;

    [Fact]
    public async Task An_epoch_ends_with_its_last_job()
    {
        _tracker.Released(1, 1);
        var end = _tracker.WaitForEndAsync(1, default);
        _tracker.JobsComing(1, 2);
        _tracker.JobEnded(1);
        _tracker.JobEnded(1);
        end.IsCompleted.Should().BeFalse();
        _tracker.JobEnded(1);
        await end;
        _ended.Should().Equal(1);
        _tracker.InFlight.Should().Be(0);
    }

    [Fact]
    public void An_end_is_announced_once_however_often_it_is_reported()
    {
        _tracker.Released(1, 1);
        for (var i = 0; i < 3; i++) _tracker.JobEnded(1);
        _tracker.JobEnded(99);
        _ended.Should().Equal(1);
    }

    [Fact]
    public async Task Whoever_waited_for_the_end_finds_it_announced()
    {
        for (var epoch = 1L; epoch <= 200; epoch++)
        {
            _tracker.Released(epoch, 1);
            var end = _tracker.WaitForEndAsync(epoch, default);
            var job = Task.Run(() => _tracker.JobEnded(epoch));
            await end;
            _ended.Should().Contain(epoch);
            await job;
        }
    }

    [Fact]
    public async Task Ends_reported_from_many_threads_are_announced_once_each()
    {
        const int epochs = 500, jobs = 8;
        for (var epoch = 0; epoch < epochs; epoch++) _tracker.Released(epoch, jobs);
        await Parallel.ForAsync(0, epochs * jobs, (i, _) =>
        {
            var epoch = i % epochs;
            if (i < epochs)
            {
                // A job with a follow-up: announced before its own end, as the runner does.
                _tracker.JobsComing(epoch, 1);
                _tracker.JobEnded(epoch);
            }

            _tracker.JobEnded(epoch);
            return ValueTask.CompletedTask;
        });
        _ended.Order().Should().Equal(Enumerable.Range(0, epochs).Select(static epoch => (long)epoch));
        await _tracker.WaitForRoomAsync(1, default);
    }

    [Fact]
    public async Task Room_is_waited_for_epoch_by_epoch()
    {
        for (var epoch = 1; epoch <= 3; epoch++) _tracker.Released(epoch, 1);
        var room = _tracker.WaitForRoomAsync(2, default);
        _tracker.JobEnded(3);
        room.IsCompleted.Should().BeFalse();
        _tracker.JobEnded(1);
        await room;
    }

    [Fact]
    public async Task A_withdrawn_release_lets_go_who_waits_without_an_end()
    {
        _tracker.Released(1, 1);
        var end = _tracker.WaitForEndAsync(1, default);
        _tracker.Withdrawn(1);
        await end;
        _ended.Should().BeEmpty();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        _tracker.Released(1, 1);
        using var cancellation = new CancellationTokenSource();
        var (end, room) = (_tracker.WaitForEndAsync(1, cancellation.Token), _tracker.WaitForRoomAsync(1, cancellation.Token));
        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => end).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => room).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Jobs_left_by_an_earlier_start_are_taken_over()
    {
        await using var stores = new SqliteStores();
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(4, "a"), Make.Job(4, "b"), Make.Job(5)] }, default);
        await _tracker.ResumeAsync(stores.Queue, default);
        _tracker.InFlight.Should().Be(2);
        _tracker.JobEnded(5);
        _tracker.JobEnded(4);
        _ended.Should().Equal(5);
        _tracker.JobEnded(4);
        _ended.Should().Equal(5, 4);
    }
}
