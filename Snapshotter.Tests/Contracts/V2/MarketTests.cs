using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class MarketTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_market_is_told_listed_and_enabled()
    {
        var receipt = await rig.State.SendAsync(rig.ProtocolOwner, "createDataMarket", rig.MarketOwner, 1, 42161, 2_500, true);

        var market = await rig.State.ReadAsync<Address>("dataMarketIdToAddress", 2);
        rig.State.EventsOf(receipt).Should().Equal($"DataMarketCreated({rig.MarketOwner}, 1, 42161, 2500, true, {rig.State.Address}, {market})");
        (await rig.State.NumberAsync("dataMarketCount")).Should().Be(2);
        var info = await rig.State.ReadAsync("dataMarkets", market);
        info.Take(7).Should().Equal(rig.MarketOwner, BigInteger.One, (BigInteger)42161, (BigInteger)2500, true, true, market);
        (await rig.State.ReadAsync<bool>("dataMarketEnabled", market)).Should().BeTrue();
    }

    [Fact]
    public async Task A_new_market_starts_with_the_settings_of_deployed_ones()
    {
        var market = await rig.CreateMarketAsync();

        foreach (var (view, value) in new (string, long)[]
        {
            ("EPOCH_SIZE", 10), ("SOURCE_CHAIN_ID", 137), ("SOURCE_CHAIN_BLOCK_TIME", 120_000), ("DAY_SIZE", 864_000_000), ("epochsInADay", 720),
            ("dayCounter", 1), ("dailySnapshotQuota", 1000), ("minAttestationsForConsensus", 2), ("rewardPoolSize", 0),
            ("snapshotSubmissionWindow", 120), ("batchSubmissionWindow", 240), ("attestationSubmissionWindow", 360),
        })
        {
            (await rig.State.NumberAsync(view, market.Address)).Should().Be(value, view);
            (await market.NumberAsync(view)).Should().Be(value, $"{view} is the same when the market is asked");
        }

        (await rig.State.ReadAsync<bool>("USE_BLOCK_NUMBER_AS_EPOCH_ID", market.Address)).Should().BeFalse();
        (await rig.State.ReadAsync<bool>("rewardsEnabled", market.Address)).Should().BeTrue();
        (await rig.State.NumberAsync("deploymentBlockNumber", market.Address)).Should().BePositive();
        (await market.ReadAsync<Address>("owner")).Should().Be(rig.MarketOwner);
        (await market.ReadAsync<Address>("protocolState")).Should().Be(rig.State.Address);
    }

    [Theory]
    [InlineData(0, 120_000, false)]
    [InlineData(2, 120_000, true)]
    [InlineData(10, 0, false)]
    public async Task A_market_without_blocks_or_time_is_refused(byte size, long blockTime, bool idIsBlock) =>
        await rig.State.RefusesAsync(blockTime == 0 ? "E45" : "E10", rig.ProtocolOwner, "createDataMarket", rig.MarketOwner, size, 1, blockTime, idIsBlock);

    [Fact]
    public async Task Only_the_protocols_owner_makes_and_switches_markets_and_points_to_other_contracts()
    {
        await rig.State.RefusesAsync("not the owner", rig.MarketOwner, "createDataMarket", rig.MarketOwner, 1, 1, 120_000, false);
        await rig.State.RefusesAsync("not the owner", rig.MarketOwner, "toggleDataMarket", rig.Market.Address, false);
        await rig.State.RefusesAsync("not the owner", rig.MarketOwner, "updateSnapshotterState", rig.Stranger);
        await rig.State.RefusesAsync("not the owner", rig.MarketOwner, "updateDataMarketFactory", rig.Stranger);
    }

    [Fact]
    public async Task A_market_that_was_not_made_here_is_never_called()
    {
        // A market that anybody made with the same factory, and that obeys its maker.
        var other = await rig.Chain.DeployAsync(ContractArtifact.ProtocolStateV2);
        await other.SendAsync(rig.ProtocolOwner, "updateDataMarketFactory", await rig.State.ReadAsync<Address>("dataMarketFactory"));
        await other.SendAsync(rig.ProtocolOwner, "createDataMarket", rig.Stranger, 10, 1, 120_000, false);
        var foreign = await other.ReadAsync<Address>("dataMarketIdToAddress", 1);

        foreach (var market in new[] { foreign, rig.Stranger, default })
        {
            await rig.State.RefusesAsync("E02", rig.Stranger, "releaseEpoch", market, 1, 10);
            await rig.State.RefusesAsync("E02", rig.Stranger, "forceSkipEpoch", market, 1, 10);
            await rig.State.RefusesAsync("E02", rig.Stranger, "submitSubmissionBatch", market, "batch", 1, new[] { "a" }, new[] { "cid" }, V2Rig.Root);
            await rig.State.RefusesAsync("E02", rig.Stranger, "endBatchSubmissions", market, 1);
            await rig.State.RefusesAsync("E02", rig.Stranger, "submitBatchAttestation", market, "batch", 1, V2Rig.Root);
            await rig.State.RefusesAsync("E02", rig.Stranger, "forceCompleteConsensusAttestations", market, "batch", 1);
            await rig.State.RefusesAsync("E02", rig.Stranger, "updateRewards", market, new[] { 1 }, new[] { 1000 }, 1, 1);
            await rig.State.RefusesAsync("E02", rig.Stranger, "updateRewardPoolSize", market, 1);
            await rig.State.RefusesAsync("E02", rig.Stranger, "updateProjects", market, new[] { "a" }, new[] { true });
            await rig.State.RefusesAsync("E02", rig.ProtocolOwner, "toggleDataMarket", market, true);
            await rig.State.RefusesToTellAsync("E02", "currentEpoch", market);
            await rig.State.RefusesToTellAsync("E02", "getSlotInfo", market, 1);
        }
    }

    [Fact]
    public async Task A_market_obeys_the_protocol_state_alone()
    {
        var calls = new (string, object?[])[]
        {
            ("releaseEpoch", [1, 10]), ("forceSkipEpoch", [1, 10]), ("loadCurrentDay", [2]),
            ("submitSubmissionBatch", ["batch", 1, new[] { "a" }, new[] { "cid" }, V2Rig.Root]), ("endBatchSubmissions", [1]),
            ("submitBatchAttestation", [rig.Validators[0], "batch", 1, V2Rig.Root]), ("forceCompleteConsensusAttestations", ["batch", 1]),
            ("updateRewards", [1, 1000, 1]), ("updateEligibleNodesForDay", [1, 1]), ("loadSlotSubmissions", [1, 1, 1]),
            ("updateAddresses", [V2Rig.SequencerRole, new[] { rig.Stranger }, new[] { true }]), ("updateEpochManager", [rig.Stranger]), ("setSequencerId", ["id"]),
            ("updateSnapshotSubmissionWindow", [1]), ("updateBatchSubmissionWindow", [9]), ("updateAttestationSubmissionWindow", [99]),
            ("updateMinAttestationsForConsensus", [1]), ("updateDailySnapshotQuota", [1]), ("updateRewardPoolSize", [1]), ("updateDaySize", [1]), ("toggleRewards", []),
            ("updateProjects", [new[] { "a" }, new[] { true }]), ("updateAllowedProjectType", ["a", true]),
        };
        foreach (var (function, arguments) in calls)
        {
            foreach (var caller in new[] { rig.MarketOwner, rig.Sequencer, rig.ProtocolOwner }) await rig.Market.RefusesAsync("E44", caller, function, arguments);
        }

        var changing = rig.Market.Abi.Functions.Where(static function => function.Mutability == Snapshotter.Ethereum.Abi.StateMutability.NonPayable).Select(static function => function.Name);
        changing.Should().BeEquivalentTo([.. calls.Select(static call => call.Item1), "transferOwnership", "renounceOwnership"], "no function that changes something may be left out above");
    }

    [Fact]
    public async Task A_market_that_is_switched_off_releases_no_epochs_but_goes_on_with_those_it_has()
    {
        await rig.AllowAsync(2);
        await rig.ReleaseAsync();
        await rig.State.SendAsync(rig.ProtocolOwner, "toggleDataMarket", rig.Market.Address, false);

        await rig.State.RefusesAsync("E02", rig.EpochManager, "releaseEpoch", rig.Market.Address, 11, 20);
        await rig.State.RefusesAsync("E02", rig.MarketOwner, "forceSkipEpoch", rig.Market.Address, 11, 20);
        await rig.SubmitAsync("batch", ["a"]);
        await rig.AttestAsync(0, "batch", V2Rig.Root);
        await rig.AttestAsync(1, "batch", V2Rig.Root);
        (await rig.StatusAsync("a")).Should().Be("1 cid-a");

        await rig.State.SendAsync(rig.ProtocolOwner, "toggleDataMarket", rig.Market.Address, true);
        await rig.ReleaseAsync();
    }

    [Fact]
    public async Task A_market_can_be_handed_over()
    {
        await rig.Market.SendAsync(rig.MarketOwner, "transferOwnership", rig.Stranger);

        await rig.State.RefusesAsync("E03", rig.MarketOwner, "toggleRewards", rig.Market.Address);
        await rig.State.SendAsync(rig.Stranger, "toggleRewards", rig.Market.Address);
    }
}
