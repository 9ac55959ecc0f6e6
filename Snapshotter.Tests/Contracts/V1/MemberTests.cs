using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V1;

public sealed class MemberTests(V1Rig rig) : IClassFixture<V1Rig>, IAsyncLifetime
{
    private static readonly Address A = Address.Parse("0x00000000000000000000000000000000000000aa");
    private static readonly Address B = Address.Parse("0x00000000000000000000000000000000000000bb");
    private static readonly Address C = Address.Parse("0x00000000000000000000000000000000000000cc");

    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("updateAllSnapshotters", "getSnapshotters", "allSnapshottersUpdated")]
    [InlineData("updateMasterSnapshotters", "getMasterSnapshotters", "masterSnapshottersUpdated")]
    [InlineData("updateValidators", "getValidators", "ValidatorsUpdated")]
    public async Task Accounts_are_added_and_removed_one_by_one_and_each_change_is_told(string update, string view, string name)
    {
        var receipt = await rig.State.SendAsync(rig.Owner, update, new[] { A, B, C, A }, new[] { true, true, true, true });
        rig.State.EventsOf(receipt).Should().Equal($"{name}({A}, true)", $"{name}({B}, true)", $"{name}({C}, true)", $"{name}({A}, true)");
        (await rig.State.ListAsync(view)).Should().Equal(A, B, C);

        receipt = await rig.State.SendAsync(rig.Owner, update, new[] { A, rig.Stranger }, new[] { false, false });
        rig.State.EventsOf(receipt).Should().Equal($"{name}({A}, false)", $"{name}({rig.Stranger}, false)");
        (await rig.State.ListAsync(view)).Should().Equal(C, B);

        await rig.State.SendAsync(rig.Owner, update, new[] { B, C, A }, new[] { false, false, true });
        (await rig.State.ListAsync(view)).Should().Equal(A);
    }

    [Theory]
    [InlineData("updateAllProjects", "getProjects", "ProjectsUpdated")]
    [InlineData("updatePretestProjects", "getPretestProjects", "pretestProjectsUpdated")]
    public async Task Projects_change_from_the_next_epoch_on(string update, string view, string name)
    {
        var receipt = await rig.State.SendAsync(rig.Owner, update, new[] { "a", "b", V1Rig.Project }, new[] { true, true, true });
        rig.State.EventsOf(receipt).Should().Equal($"{name}(a, true, 1)", $"{name}(b, true, 1)", $"{name}({V1Rig.Project}, true, 1)");
        await rig.ReleaseAsync();

        receipt = await rig.State.SendAsync(rig.Owner, update, new[] { "a" }, new[] { false });

        rig.State.EventsOf(receipt).Should().Equal($"{name}(a, false, 2)");
        (await rig.State.ListAsync(view)).Should().Equal(V1Rig.Project, "b");
    }

    [Fact]
    public async Task Topics_are_those_that_deployed_nodes_filter_by()
    {
        var projects = await rig.State.SendAsync(rig.Owner, "updateAllProjects", new[] { "a" }, new[] { true });
        var snapshotters = await rig.State.SendAsync(rig.Owner, "updateAllSnapshotters", new[] { A }, new[] { true });

        projects.Logs[0].Topics.Should().Equal(Hash32.Parse("0x96103183e0788ea5e37ef5b430d1e822a85c862531186baeea043a82dcbcb924"));
        snapshotters.Logs[0].Topics.Should().Equal(Hash32.Parse("0x743e47fbcd2e3a64a2ab8f5dcdeb4c17f892c17c9f6ab58d3a5c235953d60058"));
    }

    [Fact]
    public async Task Members_can_be_looked_up_and_counted()
    {
        await rig.State.SendAsync(rig.Owner, "updateAllSnapshotters", new[] { A, B }, new[] { true, true });
        await rig.State.SendAsync(rig.Owner, "updateMasterSnapshotters", new[] { C }, new[] { true });
        await rig.State.SendAsync(rig.Owner, "updateAllProjects", new[] { "a" }, new[] { true });
        await rig.State.SendAsync(rig.Owner, "updatePretestProjects", new[] { "p" }, new[] { true });

        (await rig.State.ReadAsync<bool>("allSnapshotters", A)).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("allSnapshotters", C)).Should().BeFalse();
        (await rig.State.ReadAsync<bool>("masterSnapshotters", C)).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("masterSnapshotters", A)).Should().BeFalse();
        (await rig.State.NumberAsync("getTotalSnapshotterCount")).Should().Be(2);
        (await rig.State.NumberAsync("getTotalMasterSnapshotterCount")).Should().Be(1);
        (await rig.State.ReadAsync<bool>("allProjects", "a")).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("allProjects", "p")).Should().BeFalse();
        (await rig.State.ReadAsync<bool>("pretestProjects", "p")).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("pretestProjects", "a")).Should().BeFalse();
    }

    [Fact]
    public async Task Lists_and_statuses_have_the_same_length()
    {
        foreach (var update in new[] { "updateAllSnapshotters", "updateMasterSnapshotters", "updateValidators" })
        {
            await rig.State.RefusesAsync("E19", rig.Owner, update, new[] { A, B }, new[] { true });
        }

        foreach (var update in new[] { "updateAllProjects", "updatePretestProjects" })
        {
            await rig.State.RefusesAsync("E19", rig.Owner, update, new[] { "a" }, new[] { true, false });
        }
    }

    [Fact]
    public async Task Only_the_owner_changes_accounts_and_settings_and_validators_change_projects_too()
    {
        await rig.State.SendAsync(rig.Owner, "updateValidators", new[] { rig.Relayer }, new[] { true });
        foreach (var update in new[] { "updateAllSnapshotters", "updateMasterSnapshotters", "updateValidators" })
        {
            await rig.State.RefusesAsync("not the owner", rig.Relayer, update, new[] { A }, new[] { true });
        }

        foreach (var update in new[] { "updateSnapshotSubmissionWindow", "updateMinSnapshottersForConsensus" })
        {
            await rig.State.RefusesAsync("not the owner", rig.Relayer, update, 3);
            await rig.State.SendAsync(rig.Owner, update, 3);
        }

        foreach (var update in new[] { "updateAllProjects", "updatePretestProjects" })
        {
            await rig.State.RefusesAsync("neither owner nor validator", rig.Stranger, update, new[] { "a" }, new[] { true });
            await rig.State.SendAsync(rig.Relayer, update, new[] { "a" }, new[] { true });
        }

        (await rig.State.NumberAsync("snapshotSubmissionWindow")).Should().Be(3);
        (await rig.State.NumberAsync("minSubmissionsForConsensus")).Should().Be(3);
    }
}
