using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class SettingsTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("updateMinAttestationsForConsensus", "minAttestationsForConsensus")]
    [InlineData("updateDailySnapshotQuota", "dailySnapshotQuota")]
    [InlineData("updateRewardPoolSize", "rewardPoolSize")]
    [InlineData("updateSnapshotSubmissionWindow", "snapshotSubmissionWindow")]
    [InlineData("updateBatchSubmissionWindow", "batchSubmissionWindow")]
    [InlineData("updateAttestationSubmissionWindow", "attestationSubmissionWindow")]
    [InlineData("updateDaySize", "DAY_SIZE")]
    [InlineData("loadCurrentDay", "dayCounter")]
    public async Task A_number_is_set_by_the_markets_owner_alone(string update, string view)
    {
        foreach (var account in new[] { rig.ProtocolOwner, rig.Sequencer, rig.EpochManager, rig.Stranger }) await rig.State.RefusesAsync("E03", account, update, rig.Market.Address, 123);

        await rig.State.SendAsync(rig.MarketOwner, update, rig.Market.Address, 123);

        (await rig.State.NumberAsync(view, rig.Market.Address)).Should().Be(123);
    }

    [Theory]
    [InlineData("updateSnapshotSubmissionWindow", 0, "E45")]
    [InlineData("updateBatchSubmissionWindow", 5, "E41")]
    [InlineData("updateAttestationSubmissionWindow", V2Rig.BatchWindow, "E42")]
    [InlineData("updateDaySize", 0, "E45")]
    [InlineData("loadCurrentDay", 0, "E45")]
    public async Task A_number_that_makes_no_sense_is_refused(string update, long value, string reason)
    {
        await rig.State.RefusesAsync(reason, rig.MarketOwner, update, rig.Market.Address, value);
        await rig.State.SendAsync(rig.MarketOwner, update, rig.Market.Address, value + 1);
    }

    [Theory]
    [InlineData(V2Rig.ValidatorRole, "ValidatorsUpdated", "getValidators", "getTotalValidatorsCount")]
    [InlineData(V2Rig.SequencerRole, "SequencersUpdated", "getSequencers", "getTotalSequencersCount")]
    [InlineData(V2Rig.AdminRole, "AdminsUpdated", "getAdmins", null)]
    public async Task Roles_are_given_and_taken_one_by_one_and_each_change_is_told(byte role, string name, string view, string? count)
    {
        await rig.State.SendAsync(rig.MarketOwner, "updateAddresses", rig.Market.Address, V2Rig.SequencerRole, new[] { rig.Sequencer }, new[] { false });
        var (a, b) = (rig.Validators[0], rig.Validators[1]);
        await rig.State.RefusesAsync("E03", rig.ProtocolOwner, "updateAddresses", rig.Market.Address, role, new[] { a }, new[] { true });

        var receipt = await rig.State.SendAsync(rig.MarketOwner, "updateAddresses", rig.Market.Address, role, new[] { a, b, rig.Stranger }, new[] { true, true, false });

        rig.State.EventsOf(receipt).Should().Equal(
            $"{name}({rig.Market.Address}, {a}, true)", $"{name}({rig.Market.Address}, {b}, true)", $"{name}({rig.Market.Address}, {rig.Stranger}, false)");
        (await rig.Market.ListAsync(view)).Should().Equal(a, b);
        if (count is null) return;
        (await rig.State.ListAsync(view, rig.Market.Address)).Should().Equal(a, b);
        (await rig.State.NumberAsync(count, rig.Market.Address)).Should().Be(2);
        (await rig.Market.NumberAsync(count)).Should().Be(2);
    }

    [Fact]
    public async Task A_role_that_is_none_or_lists_of_different_lengths_are_refused()
    {
        await rig.State.RefusesAsync("E45", rig.MarketOwner, "updateAddresses", rig.Market.Address, 3, new[] { rig.Stranger }, new[] { true });
        await rig.State.RefusesAsync("E19", rig.MarketOwner, "updateAddresses", rig.Market.Address, 0, new[] { rig.Stranger }, new[] { true, true });
        await rig.State.RefusesAsync("E19", rig.MarketOwner, "updateProjects", rig.Market.Address, new[] { "a", "b" }, new[] { true });
    }

    [Fact]
    public async Task Projects_and_types_change_from_the_next_epoch_on_by_the_owner_or_an_admin()
    {
        await rig.State.RefusesAsync("E03", rig.Stranger, "updateProjects", rig.Market.Address, new[] { "a" }, new[] { true });
        await rig.State.RefusesAsync("E03", rig.Stranger, "updateAllowedProjectType", rig.Market.Address, "type", true);
        await rig.State.SendAsync(rig.MarketOwner, "updateAddresses", rig.Market.Address, V2Rig.AdminRole, new[] { rig.Stranger }, new[] { true });
        await rig.ReleaseAsync();

        var projects = await rig.State.SendAsync(rig.Stranger, "updateProjects", rig.Market.Address, new[] { "a", "b" }, new[] { true, false });
        var type = await rig.State.SendAsync(rig.MarketOwner, "updateAllowedProjectType", rig.Market.Address, "type", true);

        rig.State.EventsOf(projects).Should().Equal($"ProjectsUpdated({rig.Market.Address}, [a, b], [true, false], 2)");
        rig.State.EventsOf(type).Should().Equal($"ProjectTypeUpdated({rig.Market.Address}, type, true, 2)");
        (await rig.Market.ReadAsync<bool>("projects", "a")).Should().BeTrue();
        (await rig.Market.ReadAsync<bool>("projects", "b")).Should().BeFalse();
        (await rig.State.ReadAsync<bool>("allowedProjectTypes", rig.Market.Address, "type")).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("allowedProjectTypes", rig.Market.Address, "other")).Should().BeFalse();
    }

    [Fact]
    public async Task Texts_flags_and_the_epoch_manager_are_set_by_the_markets_owner_alone()
    {
        await rig.State.RefusesAsync("E03", rig.Sequencer, "setSequencerId", rig.Market.Address, "Qm");
        await rig.State.RefusesAsync("E03", rig.EpochManager, "updateEpochManager", rig.Market.Address, rig.Stranger);
        await rig.State.RefusesAsync("E03", rig.ProtocolOwner, "toggleRewards", rig.Market.Address);
        await rig.State.RefusesAsync("E03", rig.Sequencer, "loadSlotSubmissions", rig.Market.Address, 1, 1, 5);

        await rig.State.SendAsync(rig.MarketOwner, "setSequencerId", rig.Market.Address, "QmSequencer");
        await rig.State.SendAsync(rig.MarketOwner, "updateEpochManager", rig.Market.Address, rig.Stranger);
        await rig.State.SendAsync(rig.MarketOwner, "toggleRewards", rig.Market.Address);
        await rig.State.SendAsync(rig.MarketOwner, "loadSlotSubmissions", rig.Market.Address, 1, 1, 5);

        (await rig.State.ReadAsync<string>("getSequencerId", rig.Market.Address)).Should().Be("QmSequencer");
        (await rig.State.ReadAsync<Address>("getEpochManager", rig.Market.Address)).Should().Be(rig.Stranger);
        (await rig.State.ReadAsync<Address>("epochManager", rig.Market.Address)).Should().Be(rig.Stranger);
        (await rig.Market.ReadAsync<Address>("getEpochManager")).Should().Be(rig.Stranger);
        (await rig.State.ReadAsync<bool>("rewardsEnabled", rig.Market.Address)).Should().BeFalse();
        (await rig.State.NumberAsync("slotSubmissionCount", rig.Market.Address, 1, 1)).Should().Be(5);
    }
}
