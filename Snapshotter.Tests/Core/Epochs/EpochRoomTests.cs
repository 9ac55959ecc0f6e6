using Snapshotter.Core;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Epochs;

public sealed class EpochRoomTests : IAsyncDisposable
{
    private readonly SqliteStores _stores = new();
    private readonly LiveHosts _hosts = new(new RoleOptions());
    private readonly EpochTracker _tracker;

    public EpochRoomTests() => _tracker = new EpochTracker(_stores.Queue);

    public async ValueTask DisposeAsync() => await _stores.DisposeAsync();

    [Theory]
    [InlineData(4, 0, 4)]
    [InlineData(4, 2, 12)]
    [InlineData(4, 63, 256)]
    [InlineData(4, 64, 256)]
    [InlineData(256, 1, 256)]
    public void Each_host_that_runs_jobs_adds_as_many_epochs_up_to_256(int maxInFlight, int others, int most)
    {
        Meet(others);

        Room(maxInFlight).Most.Should().Be(most);
    }

    [Fact]
    public void The_room_grows_and_shrinks_with_the_hosts_and_those_that_run_no_jobs_do_not_count()
    {
        var room = Room(maxInFlight: 4);

        Meet(workers: 1, idle: 2);
        room.Most.Should().Be(8);
        Meet(workers: 0, idle: 2);
        room.Most.Should().Be(4);
    }

    [Fact]
    public async Task A_full_room_is_waited_for_until_the_lowest_epoch_has_ended()
    {
        Release(1, 2);
        var room = Room(maxInFlight: 2);

        var waiting = room.WaitAsync(default);
        waiting.IsCompleted.Should().BeFalse();
        await _tracker.JobEndedAsync(1, default);
        await waiting;
    }

    [Fact]
    public async Task There_is_room_below_the_limit()
    {
        Release(1);
        var room = Room(maxInFlight: 2);

        await room.WaitAsync(default);
    }

    [Fact]
    public async Task A_host_that_came_makes_room()
    {
        Release(1, 2);
        var room = Room(maxInFlight: 2);
        Meet(workers: 1);

        await room.WaitAsync(default);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        Release(1);
        var room = Room(maxInFlight: 1);
        using var stopping = new CancellationTokenSource();

        var waiting = room.WaitAsync(stopping.Token);
        await stopping.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        _tracker.InFlight.Should().Be(1);
    }

    private EpochRoom Room(int maxInFlight) => new(new EpochOptions { MaxInFlight = maxInFlight }, _hosts, _tracker);

    private void Release(params long[] epochIds)
    {
        foreach (var epochId in epochIds) _tracker.Released(epochId);
    }

    private void Meet(int workers, int idle = 0)
    {
        var now = _stores.Time.GetUtcNow();
        _hosts.Saw([.. Enumerable.Range(0, workers + idle).Select(i => new WorkerSign($"{i}", "host", i, "", "", i < workers ? 4 : 0, TimeSpan.FromMinutes(1), now, now, 0, []))], "own", now);
    }
}
