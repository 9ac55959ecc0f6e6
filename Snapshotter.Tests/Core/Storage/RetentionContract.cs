using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>What every store removes, and what it never does.</summary>
public abstract class RetentionContract
{
    private protected abstract IStores Open();

    [Fact]
    public async Task What_is_past_retention_goes_and_the_rest_stays()
    {
        await using var stores = Open();
        for (var epoch = 1; epoch <= 30; epoch++) await EpochAsync(stores, epoch, Make.Project, Make.Other);
        var totals = await stores.State.SubmissionTotalsAsync(default);

        await PruneAsync(stores, new Retention(11, 21));

        await stores.ReopenAsync();
        (await stores.State.EpochAsync(10, default)).Should().BeNull();
        (await stores.State.BuiltCidsAsync(10, [Make.Project], default)).Should().Equal([null]);
        (await stores.State.FinalizedCidsAsync(Make.Project, 1, 30, default)).Should().HaveCount(20);
        (await stores.State.FirstFinalizedEpochAsync(Make.Project, default)).Should().Be(11);
        (await stores.State.LastFinalizedEpochAsync(Make.Project, default)).Should().Be(30);
        (await stores.State.SubmissionReportsAsync(Make.Other, 100, default)).Select(static report => report.EpochId).Should().Equal(Enumerable.Range(11, 20).Select(static epoch => (long)epoch));
        (await stores.State.BuiltCidsAsync(11, [Make.Project], default)).Should().Equal([Make.Cid($"11{Make.Project}")]);
        var reports = await stores.State.EpochReportsAsync(30, 30, default);
        reports.Should().HaveCount(20);
        reports.Where(static report => report.Transitions.Count > 0).Select(static report => report.Epoch.Epoch.Id).Should().Equal(Enumerable.Range(21, 10).Reverse().Select(static epoch => (long)epoch));
        (await stores.State.SubmissionTotalsAsync(default)).Should().Equal(totals, "counters go on over all epochs");
        (await stores.State.FactAsync("fact", default)).Should().NotBeNull();
    }

    [Fact]
    public async Task The_latest_epoch_stays_whatever_the_bounds()
    {
        await using var stores = Open();
        for (var epoch = 1; epoch <= 3; epoch++) await EpochAsync(stores, epoch, Make.Project);
        await PruneAsync(stores, new Retention(1000, 1000));
        (await stores.State.CurrentEpochAsync(default)).Should().Be(Make.Released(3));
        (await stores.State.BuiltCidsAsync(3, [Make.Project], default)).Should().NotContainNulls();
    }

    [Fact]
    public async Task Pruning_an_empty_store_or_with_bounds_below_zero_removes_nothing()
    {
        await using var stores = Open();
        await PruneAsync(stores, new Retention(10, 10));
        await EpochAsync(stores, 1, Make.Project);
        await PruneAsync(stores, new Retention(-40_000, -600));
        (await stores.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Projects_of_which_nothing_is_left_go_with_their_counters()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Projects = ["dropped", "own"] }, default);
        await EpochAsync(stores, 1, "dropped", "own", "foreign");
        await stores.State.CommitAsync(new StateChange { Projects = ["own"] }, default);
        for (var epoch = 2; epoch <= 20; epoch++) await EpochAsync(stores, epoch, "own");
        await PruneAsync(stores, new Retention(15, 15));

        // Named again, a project begins anew, and under no other's name.
        await stores.State.CommitAsync(new StateChange { Projects = ["dropped", "own"], Built = [new BuiltSnapshot(20, "dropped", Make.Cid("anew"))] }, default);
        (await stores.State.SubmissionTotalsAsync(default)).Should().Equal(new SubmissionTotals("dropped", 0, 0, 0), new SubmissionTotals("own", 20, 0, 0));
        (await stores.State.BuiltCidsAsync(20, ["own", "dropped", "foreign"], default)).Should().Equal([Make.Cid("20own"), Make.Cid("anew"), null]);
    }

    [Fact]
    public async Task A_prune_takes_many_small_portions_between_which_others_write()
    {
        await using var stores = Open();
        string[] projects = [.. Enumerable.Range(0, 40).Select(static i => $"p{i:00}")];
        for (var epoch = 1; epoch <= 120; epoch++) await EpochAsync(stores, epoch, projects);

        var portions = 0;
        while (await stores.State.PruneAsync(new Retention(120, 120), default))
        {
            portions++;
            (await stores.State.CommitAsync(new StateChange { Transitions = [Make.Transition(120, $"between {portions}")] }, default)).Should().BeTrue();
        }

        portions.Should().BeInRange(2, 100);
        (await stores.State.FinalizedCidsAsync("p07", 1, 120, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task Content_stays_as_long_as_the_latest_epoch_that_put_it()
    {
        await using var stores = Open();
        var cids = await stores.Content.PutAsync(1, [Make.Bytes("only in 1"), Make.Bytes("in 1 and 9")], default);
        await stores.Content.PutAsync(9, [Make.Bytes("in 1 and 9")], default);
        await stores.Content.PutAsync(2, [Make.Bytes("in 1 and 9"), Make.Bytes("only in 2")], default);

        (await stores.Content.PruneAsync(9, default)).Should().BeFalse();

        await stores.ReopenAsync();
        (await stores.Content.GetAsync(cids[0], default)).Should().BeNull();
        (await stores.Content.GetAsync(Make.Cid("only in 2"), default)).Should().BeNull();
        (await stores.Content.GetAsync(cids[1], default))!.Value.ToArray().Should().Equal(Make.Bytes("in 1 and 9").ToArray());
    }

    [Fact]
    public async Task Much_content_is_removed_in_portions()
    {
        await using var stores = Open();
        for (var epoch = 1; epoch <= 10; epoch++)
        {
            var at = epoch;
            await stores.Content.PutAsync(epoch, [.. Enumerable.Range(0, 100).Select(i => Make.Bytes($"{at}:{i}"))], default);
        }

        var portions = 1;
        while (await stores.Content.PruneAsync(10, default)) portions++;
        portions.Should().BeGreaterThan(2);
        (await stores.Content.GetAsync(Make.Cid("9:99"), default)).Should().BeNull();
        (await stores.Content.GetAsync(Make.Cid("10:0"), default)).Should().NotBeNull();
    }

    private static async Task PruneAsync(IStores stores, Retention retention)
    {
        while (await stores.State.PruneAsync(retention, default))
        {
        }
    }

    private static async Task EpochAsync(IStores stores, long epoch, params string[] projects) => await stores.State.CommitAsync(new StateChange
    {
        Released = [Make.Released(epoch)],
        Projects = epoch == 1 && projects.Contains(Make.Project) ? projects : [],
        Transitions = [.. projects.Select(project => Make.Transition(epoch, project))],
        Built = [.. projects.Select(project => new BuiltSnapshot(epoch, project, Make.Cid($"{epoch}{project}")))],
        Finalized = [.. projects.Select(project => new FinalizedSnapshot(epoch, project, Make.Cid($"{epoch}{project}")))],
        Reports = [.. projects.Select(project => Make.Report(epoch, SubmissionOutcome.Successful, project))],
        Facts = [KeyValuePair.Create("fact", new byte[] { 1 })],
    }, default);
}
