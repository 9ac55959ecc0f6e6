using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Tests.Api.Metrics;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Epochs;

public sealed class EpochMetricsTests
{
    [Fact]
    public async Task Epochs_that_a_fork_touched_are_counted_by_what_became_of_them_once_it_is_written()
    {
        await using var stores = new SqliteStores();
        using var bench = new CollectorBench();
        using var telemetry = new NodeTelemetry(
            stores.State, new EpochTracker(stores.Queue), new EpochMetrics(bench.Meter), new StageMetrics(bench.Meter), new SubmissionMetrics(bench.Meter), new StoreMetrics(bench.Meter), Unwatched.Traces, TimeProvider.System);
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1), Make.Released(2), Make.Released(3)], Transitions = [Make.Transition(1, stage: Stage.RelayerSend)] }, default);

        (await stores.State.CommitAsync(new StateChange { Forked = [Forked(1, isRebuilt: true)] }, default)).Should().BeFalse("it is submitted");
        (await stores.State.CommitAsync(new StateChange { Forked = [Forked(1, isRebuilt: false), Forked(2, isRebuilt: true), Forked(3, isRebuilt: true)] }, default)).Should().BeTrue();

        var read = bench.Read();
        read.ValueOf("snapshotter_epochs_forked_total", ("outcome", "marked")).Should().Be(1);
        read.ValueOf("snapshotter_epochs_forked_total", ("outcome", "rebuilt")).Should().Be(2);
    }

    private static ForkedEpoch Forked(long epochId, bool isRebuilt) => new(epochId, Keccak256.Hash("old"), Keccak256.Hash("new"), isRebuilt);
}
