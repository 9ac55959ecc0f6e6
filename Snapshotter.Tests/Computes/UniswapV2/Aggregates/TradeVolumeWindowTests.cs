using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>What profiles say of a day's aggregate, and what it costs.</summary>
public sealed class TradeVolumeWindowTests
{
    private const string Day = "aggregate_pairContract_24h_trade_volume";

    /// <summary>A day holds 8 epochs.</summary>
    private static readonly WindowOptions Short = new() { EpochSize = 10, BlockTimeSeconds = 1080 };

    /// <summary>A day holds 720 epochs.</summary>
    private static readonly WindowOptions Mainnet = new() { EpochSize = 10, BlockTimeSeconds = 12 };

    [Fact]
    public async Task The_lite_profile_has_no_aggregate_before_one_was_finalized()
    {
        await using var pair = new PairHistory(Short);

        (await pair.ComposeAsync(Processor(UniswapV2Profile.Lite), Day, await pair.TradeAsync(1, 1.5m))).Should().BeNull();
    }

    [Fact]
    public async Task The_lite_profile_continues_a_finalized_aggregate_and_keeps_all_decimals()
    {
        await using var pair = new PairHistory(Short);
        var first = await pair.TradeAsync(1, 0.123456m);
        var foreign = (await pair.ComposeAsync(Processor(UniswapV2Profile.EthUniswapV2), Day, first))!.Value.Built;
        await pair.TradeAsync(2, 0.2m);
        await pair.World.FinalizeAsync(foreign.ProjectId, 2, await pair.World.PutAsync("""{"complete":false,"epochId":2,"token0TradeVolume":0.1,"token0TradeVolumeUSD":0.1,"token1TradeVolume":0.1,"token1TradeVolumeUSD":0.1,"totalFee":0.1,"totalTrade":0.1234567}"""));
        await pair.World.FinalizeAsync(PairHistory.Base, 1, first.Cid);

        var text = (await pair.ComposeAsync(Processor(UniswapV2Profile.Lite), Day, await pair.TradeAsync(3, 0.2m)))!.Value.Text;

        ((double)JsonNode.Parse(text)!["totalTrade"]!).Should().Be(0.1234567 + 0.2);
    }

    [Fact]
    public async Task The_lite_profile_has_no_aggregate_where_an_epoch_since_is_not_remembered()
    {
        foreach (var (profile, expected) in new[] { (UniswapV2Profile.Lite, false), (UniswapV2Profile.Core, true) })
        {
            await using var pair = new PairHistory(Short);
            var first = await pair.TradeAsync(1, 1);
            var aggregate = (await pair.ComposeAsync(Processor(UniswapV2Profile.EthUniswapV2), Day, first))!.Value.Built;
            await pair.World.FinalizeAsync(aggregate.ProjectId, 2, aggregate.Cid);
            await pair.World.FinalizeAsync(PairHistory.Base, 1, first.Cid);

            // Epoch 3 was never built.
            (await pair.ComposeAsync(Processor(profile), Day, await pair.TradeAsync(4, 4))).HasValue.Should().Be(expected, profile.Name);
        }
    }

    [Theory]
    [InlineData("eth_uniswapv2", 0.12345)]
    [InlineData("core", 0.12345)]
    public async Task Other_profiles_build_from_scratch_and_cut_off_after_5_decimals(string profile, double expected)
    {
        await using var pair = new PairHistory(Short);

        var text = (await pair.ComposeAsync(Processor(UniswapV2Profile.All.Single(known => known.Name == profile)), Day, await pair.TradeAsync(1, 0.123456m)))!.Value.Text;

        ((double)JsonNode.Parse(text)!["totalTrade"]!).Should().Be(expected);
    }

    [Fact]
    public async Task A_steady_epoch_reads_three_snapshots_and_nothing_of_the_contract()
    {
        await using var pair = new PairHistory(Short);
        var processor = Processor(UniswapV2Profile.EthUniswapV2);
        for (var epoch = 1L; epoch <= 19; epoch++) await BuildAndFinalizeAsync(pair, processor, epoch);

        var last = await pair.TradeAsync(20, 20);
        var (contents, contract) = (pair.World.Contents.Reads, pair.World.Protocol.Reads);
        await pair.ComposeAsync(processor, Day, last);

        (pair.World.Contents.Reads - contents).Should().Be(3, "the aggregate before, what came and what left are all there is to read");
        (pair.World.Protocol.Reads - contract).Should().Be(0);
    }

    [Fact]
    public async Task A_day_of_721_epochs_is_built_from_scratch()
    {
        await using var pair = new PairHistory(Mainnet);
        for (var epoch = 1L; epoch <= 720; epoch++) await pair.World.FinalizeAsync(PairHistory.Base, epoch, (await pair.TradeAsync(epoch, epoch)).Cid);

        var text = (await pair.ComposeAsync(Processor(UniswapV2Profile.EthUniswapV2), Day, await pair.TradeAsync(721, 721)))!.Value.Text;

        text.Should().StartWith("""{"complete":true,"epochId":721,""").And.EndWith("\"totalTrade\":260281.0}", "721 * 722 / 2");
    }

    [Fact]
    public async Task A_snapshot_that_is_none_fails_the_aggregate_with_its_project()
    {
        await using var pair = new PairHistory(Short);
        var broken = await pair.World.BuildAsync(PairHistory.Base, 1, """{"totalTrade":"1","totalFee":1}""");

        var composing = () => pair.ComposeAsync(Processor(UniswapV2Profile.EthUniswapV2), Day, broken);

        await composing.Should().ThrowAsync<SnapshotException>().WithMessage($"A stored snapshot of {PairHistory.Base} cannot be read: *");
    }

    private static async Task BuildAndFinalizeAsync(PairHistory pair, IAggregateProcessor processor, long epoch)
    {
        var built = await pair.TradeAsync(epoch, epoch);
        var aggregate = (await pair.ComposeAsync(processor, Day, built))!.Value.Built;
        await pair.World.FinalizeAsync(PairHistory.Base, epoch, built.Cid);
        await pair.World.FinalizeAsync(aggregate.ProjectId, epoch, aggregate.Cid);
    }

    private static IAggregateProcessor Processor(UniswapV2Profile profile) => new ModuleRegistry(UniswapV2Settings.Mainnet with { Profile = profile })
        .AggregateProcessor(new ModuleReference("snapshotter.modules.computes.aggregate.single_uniswap_trade_volume_24h", "AggregateTradeVolumeProcessor"));
}
