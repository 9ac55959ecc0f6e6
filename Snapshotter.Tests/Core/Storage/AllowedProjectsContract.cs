using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>Which projects the protocol state allows in which epoch, as every state store remembers it.</summary>
public abstract class AllowedProjectsContract
{
    private protected abstract IStores Open();

    [Fact]
    public async Task A_project_is_allowed_from_its_epoch_on_until_it_is_not()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:a:NS", true, 3), new ProjectUpdate("type:a:NS", false, 5), new ProjectUpdate("type:a:NS", true, 7)), default);
        for (var i = 0; i < 2; i++)
        {
            (await HistoryAsync(stores, 8)).Should().Equal("", "", "type:a:NS!", "type:a:NS!", "", "", "type:a:NS!", "type:a:NS!");
            await stores.ReopenAsync();
        }
    }

    [Fact]
    public async Task Only_the_first_epoch_released_since_is_the_genesis_of_a_project()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:a:NS", true, 3)), default);
        foreach (var epoch in new long[] { 1, 2, 5, 6 }) await stores.State.CommitAsync(new StateChange { Released = [Make.Released(epoch)] }, default);
        (await HistoryAsync(stores, 6)).Should().Equal("", "", "type:a:NS!", "type:a:NS!", "type:a:NS!", "type:a:NS");
    }

    [Fact]
    public async Task An_update_that_is_told_late_holds_from_the_next_epoch_on_and_changes_no_released_one()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:gone:NS", true, 0)), default);
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(4)] }, default);
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:late:NS", true, 2), new ProjectUpdate("type:gone:NS", false, 4)), default);
        (await HistoryAsync(stores, 5)).Should().Equal("type:gone:NS!", "type:gone:NS!", "type:gone:NS!", "type:gone:NS!", "type:late:NS!");
    }

    [Fact]
    public async Task Initial_projects_hold_for_every_epoch_are_nobodys_genesis_and_give_way_to_updates()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:b:NS", true, 2)), default);
        await stores.State.CommitAsync(new StateChange { InitialProjects = ["type:a:NS", "type:b:NS"] }, default);
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:a:NS", true, 2)), default);
        (await HistoryAsync(stores, 3)).Should().Equal("type:a:NS", "type:a:NS type:b:NS!", "type:a:NS type:b:NS!");
    }

    [Fact]
    public async Task Ids_that_differ_in_case_are_one_project()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:0xAB:NS", true, 1)), default);
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:0xab:NS", false, 2)), default);
        (await HistoryAsync(stores, 2)).Should().Equal("type:0xAB:NS!", "");
    }

    [Fact]
    public async Task Of_two_updates_for_an_epoch_the_one_told_later_counts()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:a:NS", true, 2), new ProjectUpdate("type:a:NS", false, 2)), default);
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:b:NS", false, 2)), default);
        await stores.State.CommitAsync(Told(new ProjectUpdate("type:b:NS", true, 2)), default);
        (await HistoryAsync(stores, 2)).Should().Equal("", "type:b:NS!");
    }

    [Fact]
    public async Task Pruning_leaves_the_projects_of_every_kept_epoch()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { InitialProjects = ["type:always:NS", "type:left:NS"] }, default);
        for (var epoch = 1L; epoch <= 400; epoch++)
        {
            await stores.State.CommitAsync(Told(new ProjectUpdate($"type:{epoch % 7}:NS", epoch % 3 != 0, epoch)), default);
            if (epoch == 20) await stores.State.CommitAsync(Told(new ProjectUpdate("type:left:NS", false, 20)), default);
            await stores.State.CommitAsync(new StateChange { Released = [Make.Released(epoch)] }, default);
        }

        var before = (await HistoryAsync(stores, 402))[300..];
        while (await stores.State.PruneAsync(new Retention(301, 301), default))
        {
        }

        (await HistoryAsync(stores, 402))[300..].Should().Equal(before);
    }

    private static StateChange Told(params ProjectUpdate[] updates) => new() { ProjectUpdates = updates };

    /// <summary>The projects of the epochs from 1 on; an exclamation mark behind those whose genesis it is.</summary>
    private static async Task<string[]> HistoryAsync(IStores stores, int epochs)
    {
        var history = new string[epochs];
        for (var i = 0; i < epochs; i++)
        {
            var allowed = await stores.State.AllowedProjectsAsync(i + 1, default);
            history[i] = string.Join(' ', allowed.Select(static project => project.IsGenesis ? $"{project.ProjectId}!" : project.ProjectId));
        }

        return history;
    }
}
