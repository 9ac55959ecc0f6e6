using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class RewardTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    private const long Pool = 1_000_000;
    private const int Quota = 100;

    private Address Market => rig.Market.Address;

    private Address NodeOwner => rig.Validators[0];

    private static Address Snapshotter => V1Rig.Snapshotters[0].Address;

    public async Task InitializeAsync()
    {
        await rig.ResetAsync();
        await rig.State.SendAsync(rig.MarketOwner, "updateDailySnapshotQuota", Market, Quota);
        await rig.State.SendAsync(rig.MarketOwner, "updateRewardPoolSize", Market, Pool);
        await rig.Nodes.SendAsync(rig.ProtocolOwner, "mintNodes", NodeOwner, 3);
        await rig.Nodes.SendAsync(rig.ProtocolOwner, "assignSnapshotterToNodeBulkAdmin", new[] { 1, 2, 3 }, new[] { Snapshotter, Snapshotter, Snapshotter });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_slot_that_reaches_the_quota_gets_its_share_once()
    {
        var receipt = await UpdateAsync([1, 2], [Quota, Quota - 1], eligible: 3);

        rig.State.EventsOf(receipt).Should().Equal($"DailyTaskCompletedEvent({Market}, {Snapshotter}, 1, 1)", $"RewardsDistributedEvent({Market}, {Snapshotter}, 1, 1, 333333)");
        receipt.Logs.Select(static log => log.Topics[0]).Should().Equal(
            Hash32.Parse("0x7da483c8dd175f1c370a23b17545e19c0584cf3960d991202e216e6cf95b7a3d"),
            Hash32.Parse("0xff2541745d6ce75b9522a6e9b397f0c46d824c46a8bd4c145797d01f770dcf78"));
        (await TotalAsync()).Should().Be(333_333);
        (await rig.State.NumberAsync("slotRewards", 1)).Should().Be(333_333);
        (await rig.State.NumberAsync("getSlotRewards", 1)).Should().Be(333_333);
        (await rig.State.NumberAsync("slotRewardPoints", Market, 1)).Should().Be(333_333);
        (await rig.State.NumberAsync("slotSubmissionCount", Market, 2, 1)).Should().Be(Quota - 1);
        (await rig.State.ReadAsync<bool>("checkSlotTaskStatusForDay", Market, 1, 1)).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("checkSlotTaskStatusForDay", Market, 2, 1)).Should().BeFalse();
        (await rig.Market.NumberAsync("eligibleNodesForDay", 1)).Should().Be(3);
        (await rig.Market.NumberAsync("slotsRemainingToBeRewardedCount", 1)).Should().Be(2);
        (await rig.Market.ReadAsync<bool>("slotRewardsDistributedStatus", 1, 1)).Should().BeTrue();
        var slot = await rig.State.ListAsync("getSlotInfo", Market, 1);
        slot.Should().Equal(BigInteger.One, Snapshotter, (BigInteger)333_333, (BigInteger)Quota);
    }

    [Fact]
    public async Task Only_a_sequencer_counts()
    {
        foreach (var account in new[] { rig.ProtocolOwner, rig.MarketOwner, rig.EpochManager, NodeOwner, rig.Stranger })
        {
            await rig.State.RefusesAsync("E04", account, "updateRewards", Market, new[] { 1 }, new[] { Quota }, 1, 1);
        }
    }

    [Fact]
    public async Task A_chunk_that_is_sent_twice_has_the_effect_of_one()
    {
        await UpdateAsync([1], [Quota], eligible: 3);

        var receipt = await UpdateAsync([1], [Quota + 5], eligible: 3);

        receipt.Logs.Should().BeEmpty();
        (await TotalAsync()).Should().Be(333_333);
        (await rig.State.NumberAsync("slotSubmissionCount", Market, 1, 1)).Should().Be(Quota + 5);
    }

    [Fact]
    public async Task Counts_that_come_before_the_day_is_settled_lose_nothing()
    {
        rig.State.EventsOf(await UpdateAsync([1], [Quota], eligible: 0)).Should().Equal($"DailyTaskCompletedEvent({Market}, {Snapshotter}, 1, 1)");
        (await TotalAsync()).Should().Be(0);

        rig.State.EventsOf(await UpdateAsync([1], [Quota], eligible: 2)).Should().Equal($"RewardsDistributedEvent({Market}, {Snapshotter}, 1, 1, 500000)");
        (await TotalAsync()).Should().Be(500_000);
    }

    [Fact]
    public async Task Counts_that_come_after_the_day_was_settled_are_rewarded_too()
    {
        await UpdateAsync([], [], eligible: 2);

        rig.State.EventsOf(await UpdateAsync([1], [Quota], eligible: 0)).Should().Contain($"RewardsDistributedEvent({Market}, {Snapshotter}, 1, 1, 500000)");
        (await TotalAsync()).Should().Be(500_000);
    }

    [Fact]
    public async Task The_first_number_of_eligible_slots_stays()
    {
        await UpdateAsync([1], [Quota], eligible: 2);
        await UpdateAsync([2], [Quota], eligible: 1);

        (await rig.Market.NumberAsync("eligibleNodesForDay", 1)).Should().Be(2);
        (await TotalAsync()).Should().Be(1_000_000);
    }

    [Fact]
    public async Task More_slots_than_were_announced_are_refused()
    {
        await UpdateAsync([1], [Quota], eligible: 1);

        await rig.State.RefusesAsync("E47", rig.Sequencer, "updateRewards", Market, new[] { 2 }, new[] { Quota }, 1, 0);
        await rig.State.RefusesAsync("E47", rig.Sequencer, "updateRewards", Market, new[] { 1 }, new[] { Quota }, 1, 1);
        await UpdateAsync([2], [Quota - 1], eligible: 0);
    }

    [Fact]
    public async Task Today_and_yesterday_are_counted_and_no_other_day()
    {
        await rig.State.RefusesAsync("E38", rig.Sequencer, "updateRewards", Market, new[] { 1 }, new[] { Quota }, 2, 1);
        await rig.State.SendAsync(rig.MarketOwner, "loadCurrentDay", Market, 5);

        await UpdateAsync([1], [Quota], eligible: 1, day: 5);
        await UpdateAsync([1], [Quota], eligible: 1, day: 4);
        await rig.State.RefusesAsync("E38", rig.Sequencer, "updateRewards", Market, new[] { 1 }, new[] { Quota }, 3, 1);
        await rig.State.RefusesAsync("E38", rig.Sequencer, "updateRewards", Market, new[] { 1 }, new[] { Quota }, 6, 1);
        (await TotalAsync()).Should().Be(2 * Pool, "each day has a pool");
    }

    [Fact]
    public async Task A_day_that_is_over_is_still_yesterday_after_the_rollover()
    {
        for (var epoch = 1; epoch <= 4; epoch++) await rig.ReleaseAsync();
        (await rig.State.NumberAsync("dayCounter", Market)).Should().Be(2);

        await UpdateAsync([1], [Quota], eligible: 1, day: 1);

        (await TotalAsync()).Should().Be(Pool);
        var slot = await rig.State.ListAsync("getSlotInfo", Market, 1);
        slot[3].Should().Be(BigInteger.Zero, "nothing was counted on the new day");
    }

    [Fact]
    public async Task Slots_that_do_not_exist_or_are_burned_are_passed_over()
    {
        await rig.Nodes.SendAsync(NodeOwner, "burnNode", 2);

        var receipt = await UpdateAsync([0, 1, 2, 99], [Quota, Quota, Quota, Quota], eligible: 4);

        receipt.Logs.Should().HaveCount(2);
        foreach (var slot in new[] { 0, 2, 99 }) (await rig.State.NumberAsync("slotSubmissionCount", Market, slot, 1)).Should().Be(0);
    }

    [Fact]
    public async Task Lists_have_the_same_length() =>
        await rig.State.RefusesAsync("E45", rig.Sequencer, "updateRewards", Market, new[] { 1, 2 }, new[] { Quota }, 1, 1);

    [Fact]
    public async Task A_market_without_rewards_counts_and_pays_later()
    {
        await rig.State.SendAsync(rig.MarketOwner, "toggleRewards", Market);
        rig.State.EventsOf(await UpdateAsync([1], [Quota], eligible: 1)).Should().Equal($"DailyTaskCompletedEvent({Market}, {Snapshotter}, 1, 1)");
        (await TotalAsync()).Should().Be(0);

        await rig.State.SendAsync(rig.MarketOwner, "toggleRewards", Market);
        await UpdateAsync([1], [Quota], eligible: 1);
        (await TotalAsync()).Should().Be(Pool);
    }

    [Fact]
    public async Task Rewards_are_paid_once_from_what_the_contract_holds()
    {
        await UpdateAsync([1], [Quota], eligible: 1);
        await rig.State.RefusesAsync("transfer failed", rig.Stranger, "claimRewards", NodeOwner);
        await FundAsync(Pool + 7);
        var before = await BalanceAsync(NodeOwner);

        var receipt = await rig.State.SendAsync(rig.Stranger, "claimRewards", NodeOwner);

        rig.State.EventsOf(receipt).Should().Equal($"RewardsClaimed({NodeOwner}, {Pool})");
        (await BalanceAsync(NodeOwner) - before).Should().Be(Pool);
        (await BalanceAsync(rig.State.Address)).Should().Be(7);
        await rig.State.RefusesAsync("nothing to claim", rig.Stranger, "claimRewards", NodeOwner);
        await rig.State.RefusesAsync("nothing to claim", rig.Stranger, "claimRewards", rig.Stranger);
        var info = await rig.State.ReadAsync("userInfo", NodeOwner);
        info.Get<BigInteger>("totalClaimed").Should().Be(Pool);
        info.Get<BigInteger>("lastClaimed").Should().BeGreaterThan(BigInteger.Zero);
    }

    [Fact]
    public async Task The_protocols_owner_takes_everything_out()
    {
        await FundAsync(1234);
        await rig.State.RefusesAsync("not the owner", rig.MarketOwner, "emergencyWithdraw");

        var receipt = await rig.State.SendAsync(rig.ProtocolOwner, "emergencyWithdraw");

        rig.State.EventsOf(receipt).Should().Equal($"EmergencyWithdraw({rig.ProtocolOwner}, 1234)");
        (await BalanceAsync(rig.State.Address)).Should().Be(0);
    }

    private Task<Snapshotter.Ethereum.Models.TransactionReceipt> UpdateAsync(int[] slots, int[] submissions, int eligible, int day = 1) =>
        rig.State.SendAsync(rig.Sequencer, "updateRewards", Market, slots, submissions, day, eligible);

    private async Task<long> TotalAsync() => (long)(await rig.State.ReadAsync("userInfo", NodeOwner)).Get<BigInteger>("totalRewards");

    private async Task FundAsync(long wei) => (await rig.Chain.SendAsync(rig.Stranger, rig.State.Address, [], wei)).Succeeded.Should().BeTrue();

    private async Task<BigInteger> BalanceAsync(Address account)
    {
        var balance = (string)(await rig.Chain.Anvil.AskAsync("eth_getBalance", account.ToString(), "latest"))!;
        return BigInteger.Parse("0" + balance[2..], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
    }
}
