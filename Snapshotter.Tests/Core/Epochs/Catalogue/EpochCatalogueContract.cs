using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Epochs.Catalogue;

/// <summary>How every catalogue lists epochs.</summary>
public abstract class EpochCatalogueContract
{
    private protected abstract IOperatorStores Open();

    [Fact]
    public async Task Epochs_are_listed_by_state_the_latest_first_page_by_page()
    {
        await using var stores = Open();
        for (var id = 1L; id <= 7; id++)
        {
            await stores.State.CommitAsync(
                new StateChange
                {
                    Released = [Make.Released(id)],
                    Transitions = [Make.Transition(id, "", Stage.EpochReleased), Make.Transition(id, Make.Project, error: id % 3 == 0 ? "no answer" : null), Make.Transition(id, Make.Other)],
                    Enqueued = id >= 6 ? [Make.Job(id), Make.Job(id, "b")] : [],
                },
                default);
        }

        (await IdsAsync(EpochFilter.All, null, 3)).Should().Equal(7, 6, 5);
        (await IdsAsync(EpochFilter.All, 5, 3)).Should().Equal(4, 3, 2);
        (await IdsAsync(EpochFilter.All, 2, 3)).Should().Equal(1);
        (await IdsAsync(EpochFilter.InWork, null, 3)).Should().Equal(7, 6);
        (await IdsAsync(EpochFilter.Failing, null, 3)).Should().Equal(6, 3);
        (await IdsAsync(EpochFilter.Failing, 6, 3)).Should().Equal(3);

        var line = (await stores.Catalogue.EpochAsync(6, default))!;
        (line.Epoch, line.Jobs, line.Failures).Should().Be((Make.Released(6), 2, 1L));
        line.Stages.Should().Equal(new StageLine(Stage.EpochReleased, 1, 0, 1_700_000_000, 1_700_000_000), new StageLine(Stage.SnapshotBuild, 2, 1, 1_700_000_000, 1_700_000_000));
        (await stores.Catalogue.EpochAsync(99, default)).Should().BeNull();

        async Task<IEnumerable<long>> IdsAsync(EpochFilter filter, long? before, int limit) =>
            (await stores.Catalogue.PageAsync(filter, before, limit, default)).Select(static line => line.Epoch.Epoch.Id);
    }

    [Fact]
    public async Task A_project_is_told_by_its_own_outcomes_alone()
    {
        await using var stores = Open();
        for (var id = 1L; id <= 3; id++)
        {
            await stores.State.CommitAsync(
                new StateChange
                {
                    Released = [Make.Released(id)],
                    Transitions =
                    [
                        Make.Transition(id, Make.Other), Make.Transition(id, Make.Project, error: id == 2 ? "no answer" : null) with { Timestamp = Make.Released(id).ReleasedAt + 4 },
                        .. id == 3 ? [Make.Transition(id, Make.Project, Stage.SnapshotFinalize)] : Array.Empty<Transition>(),
                    ],
                    Built = id == 2 ? [] : [new BuiltSnapshot(id, Make.Project, Make.Cid($"{id}"))],
                },
                default);
        }

        var epochs = await stores.Catalogue.OfProjectAsync(Make.Project, 2, default);
        epochs.Select(static epoch => (epoch.EpochId, epoch.Shown.Stage, epoch.Shown.Error)).Should().Equal((3, Stage.SnapshotFinalize, null), (2, Stage.SnapshotBuild, "no answer"));
        epochs.Select(static epoch => epoch.Cid).Should().Equal(Make.Cid("3"), null);
        epochs.Select(static epoch => epoch.BuildTime).Should().Equal(TimeSpan.FromSeconds(4), null);
        (await stores.Catalogue.OfProjectAsync("nobody:N", 10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_version_of_an_epoch_changes_with_everything_that_happens_to_it()
    {
        await using var stores = Open();
        var versions = new List<string>();
        foreach (var change in (StateChange[])
        [
            new() { Released = [Make.Released(1)] },
            new() { Enqueued = [Make.Job(1)] },
            new() { Transitions = [Make.Transition(1)] },
            new() { Transitions = [Make.Transition(1, error: "no answer")] },
            new() { Transitions = [Make.Transition(1, error: "no answer") with { Timestamp = 1_700_000_009 }] },
        ])
        {
            await stores.State.CommitAsync(change, default);
            versions.Add((await stores.Catalogue.EpochAsync(1, default))!.Version);
        }

        versions.Should().OnlyHaveUniqueItems();
        (await stores.Catalogue.EpochAsync(1, default))!.Version.Should().Be(versions[^1]);
    }
}
