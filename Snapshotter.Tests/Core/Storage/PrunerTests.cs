using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

public sealed class PrunerTests
{
    private static readonly RetentionOptions Options = new() { KeepEpochs = 300, KeepTransitions = 31 };

    [Fact]
    public async Task Before_the_first_release_there_is_nothing_to_prune()
    {
        await using var stores = new SqliteStores();
        await PruneAsync(stores);
        (await stores.State.CurrentEpochAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task As_many_epochs_are_kept_as_the_options_say()
    {
        await using var stores = new SqliteStores();
        await ReleaseAsync(stores, 400);
        await PruneAsync(stores);
        var reports = await stores.State.EpochReportsAsync(400, 1000, default);
        reports.Should().HaveCount(300);
        reports.Count(static report => report.Transitions.Count > 0).Should().Be(31);
        (await stores.Content.GetAsync(Make.Cid("content of 100"), default)).Should().BeNull();
        (await stores.Content.GetAsync(Make.Cid("content of 101"), default)).Should().NotBeNull();
    }

    [Fact]
    public async Task An_epoch_with_jobs_stays_whole_however_old()
    {
        await using var stores = new SqliteStores();
        await ReleaseAsync(stores, 400);
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(42)] }, default);
        await PruneAsync(stores);
        (await stores.State.EpochAsync(41, default)).Should().BeNull();
        (await stores.State.EpochReportsAsync(42, 1, default)).Single().Transitions.Should().NotBeEmpty();
        (await stores.Content.GetAsync(Make.Cid("content of 42"), default)).Should().NotBeNull();
    }

    private static Task PruneAsync(SqliteStores stores) => new Pruner(stores.State, stores.Content, stores.Queue, Options).PruneAsync(default);

    private static async Task ReleaseAsync(SqliteStores stores, int epochs)
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            await stores.State.CommitAsync(new StateChange { Released = [Make.Released(epoch)], Transitions = [Make.Transition(epoch)] }, default);
            await stores.Content.PutAsync(epoch, [Make.Bytes($"content of {epoch}")], default);
        }
    }
}
