using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Core.Aggregation;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>Aggregates over two pairs that share WETH.</summary>
public sealed class CollectionTests : IAsyncDisposable
{
    private const string Own = "aggregate:ff:NS";
    private const string Stats = "multi_uniswap_stats.AggreagateStatsProcessor";
    private const string TopPairs = "multi_uniswap_top_pairs_24h.AggreagateTopPairsProcessor";
    private const string TopTokens = "multi_uniswap_top_tokens.AggreagateTopTokensProcessor";

    private static readonly UniswapV2Settings Exact = UniswapV2Settings.Mainnet with { Arithmetic = UniswapV2Arithmetic.Exact };
    private static readonly Epoch Epoch = new(10, 100, 109);

    /// <summary>A day holds 4 epochs.</summary>
    private readonly HistoryWorld _world = new(new WindowOptions { EpochSize = 10, BlockTimeSeconds = 2160 });

    [Fact]
    public async Task Exact_collections_do_not_depend_on_the_order_in_which_snapshots_come()
    {
        var underlying = await UnderlyingAsync();
        foreach (var name in new[] { Stats, TopPairs, TopTokens })
        {
            var expected = await ComposeAsync(Exact, name, underlying);
            foreach (var order in new int[][] { [3, 2, 1, 0], [1, 0, 3, 2], [2, 0, 3, 1], [0, 0, 1, 2, 3, 3] })
            {
                (await ComposeAsync(Exact, name, [.. order.Select(index => underlying[index])])).Should().Be(expected, name);
            }
        }
    }

    [Fact]
    public async Task Equal_liquidity_ranks_by_the_order_of_the_snapshots()
    {
        var underlying = await UnderlyingAsync();

        Names(await ComposeAsync(UniswapV2Settings.Mainnet, TopPairs, underlying)).Should().Equal("DAI-WETH", "USDC-WETH");
        Names(await ComposeAsync(UniswapV2Settings.Mainnet, TopPairs, [.. underlying.Reverse()])).Should().Equal("USDC-WETH", "DAI-WETH");
    }

    [Fact]
    public async Task A_token_adds_up_over_its_pairs_and_its_last_price_counts()
    {
        var text = await ComposeAsync(UniswapV2Settings.Mainnet, TopTokens, await UnderlyingAsync());

        text.Should().Contain("\"decimals\":18,\"liquidity\":60.75,\"name\":\"The WETH\",\"price\":2000.5,\"priceChange24h\":0.0,\"symbol\":\"WETH\",\"volume24h\":8.0");
    }

    [Fact]
    public async Task One_incomplete_window_makes_the_collection_incomplete() =>
        (await ComposeAsync(UniswapV2Settings.Mainnet, Stats, await UnderlyingAsync(isComplete: false))).Should().StartWith("{\"complete\":false,");

    [Fact]
    public async Task Changes_are_told_against_the_own_finalized_snapshot_of_a_day_ago()
    {
        await FinalizeBeforeAsync("""{"fee24h":0.004,"tvl":50.0,"volume24h":4.0}""");

        var stats = JsonNode.Parse(await ComposeAsync(UniswapV2Settings.Mainnet, Stats, await UnderlyingAsync()))!;

        ((double)stats["volumeChange24h"]!).Should().Be(100);
        ((double)stats["tvlChange24h"]!).Should().Be((81.5 - 50) / 50 * 100);
        ((double)stats["feeChange24h"]!).Should().Be(500);
    }

    [Fact]
    public async Task Where_there_was_nothing_a_day_ago_the_compatible_stats_fail_and_the_exact_ones_say_0()
    {
        await FinalizeBeforeAsync("""{"fee24h":0.004,"tvl":50.0,"volume24h":0.0}""");
        var underlying = await UnderlyingAsync();

        var composing = () => ComposeAsync(UniswapV2Settings.Mainnet, Stats, underlying);
        await composing.Should().ThrowAsync<SnapshotException>().WithMessage("The change of volume24h in percent cannot be told*");
        (await ComposeAsync(Exact, Stats, underlying)).Should()
            .Be("""{"complete":true,"epochId":10,"fee24h":0.024,"feeChange24h":500.0,"tvl":81.5,"tvlChange24h":63.0,"volume24h":8.0,"volumeChange24h":0.0}""");
    }

    [Fact]
    public async Task A_price_is_compared_by_the_tokens_checksummed_address()
    {
        await FinalizeBeforeAsync($$"""{"tokens":[{"address":"{{Tokens.Weth.ToChecksumString()}}","price":1000.25},{"address":"{{Tokens.Dai.ToChecksumString()}}","price":0.0}]}""");

        var tokens = JsonNode.Parse(await ComposeAsync(UniswapV2Settings.Mainnet, TopTokens, await UnderlyingAsync()))!["tokens"]!.AsArray();

        tokens.ToDictionary(token => (string)token!["symbol"]!, token => (double)token!["priceChange24h"]!).Should()
            .Equal(new Dictionary<string, double> { ["WETH"] = (2000.5 - 1000.25) / 1000.25 * 100, ["DAI"] = 0, ["USDC"] = 0 });
    }

    [Fact]
    public async Task A_project_that_is_of_no_pair_is_refused()
    {
        var foreign = await _world.BuildAsync("pairContract_pair_total_reserves:NS", 10, "{}");

        var composing = () => ComposeAsync(UniswapV2Settings.Mainnet, Stats, [foreign]);

        await composing.Should().ThrowAsync<SnapshotException>().WithMessage("'pairContract_pair_total_reserves:NS' is no project of a pair: *");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static IEnumerable<string> Names(string text) => JsonNode.Parse(text)!["pairs"]!.AsArray().Select(pair => (string)pair!["name"]!);

    private async Task FinalizeBeforeAsync(string text)
    {
        _world.Protocol.Decide(1, Own, await _world.PutAsync("{}"));
        await _world.FinalizeAsync(Own, 6, await _world.PutAsync(text));
    }

    private async Task<BuiltSnapshot[]> UnderlyingAsync(bool isComplete = true) =>
    [
        await _world.BuildAsync($"pairContract_pair_total_reserves:{Tokens.DaiWeth.ToString().ToLowerInvariant()}:NS", 10, Reserves("10.375", "30.375", "1.0")),
        await _world.BuildAsync($"pairContract_pair_total_reserves:{Tokens.UsdcWeth.ToString().ToLowerInvariant()}:NS", 10, Reserves("10.375", "30.375", "1.01")),
        await _world.BuildAsync($"aggregate_volume:{Tokens.DaiWeth.ToString().ToLowerInvariant()}:NS", 10, Volume(isComplete: true)),
        await _world.BuildAsync($"aggregate_volume:{Tokens.UsdcWeth.ToString().ToLowerInvariant()}:NS", 10, Volume(isComplete)),
    ];

    private static string Reserves(string usd0, string usd1, string price0) =>
        $$$"""{"chainHeightRange":{"begin":100,"end":109},"token0Prices":{"block108":7.0,"block109":{{{price0}}}},"token0ReservesUSD":{"block108":7.0,"block109":{{{usd0}}}},"token1Prices":{"block109":2000.5,"block10":7.0},"token1ReservesUSD":{"block109":{{{usd1}}}}}""";

    private static string Volume(bool isComplete) =>
        $$"""{"complete":{{(isComplete ? "true" : "false")}},"epochId":10,"token0TradeVolume":1.0,"token0TradeVolumeUSD":4.0,"token1TradeVolume":1.0,"token1TradeVolumeUSD":4.0,"totalFee":0.012,"totalTrade":4.0}""";

    private async Task<string> ComposeAsync(UniswapV2Settings settings, string name, BuiltSnapshot[] underlying)
    {
        var chain = new ScriptedSourceChain(Epoch)
            .Token(Tokens.Weth, "WETH", 18).Token(Tokens.Dai, "DAI", 18).Token(Tokens.Usdc, "USDC", 6)
            .Pair(Tokens.DaiWeth, Tokens.Dai, Tokens.Weth, (1, 1))
            .Pair(Tokens.UsdcWeth, Tokens.Usdc, Tokens.Weth, (1, 1));
        var processor = new ModuleRegistry(settings).AggregateProcessor(new ModuleReference(name.Split('.')[0], name.Split('.')[1]));
        var snapshot = await processor.BuildAsync(new AggregateInput(Epoch, Own, underlying), _world.History, chain, CancellationToken.None);
        return Encoding.UTF8.GetString(CanonicalJson.Serialize(snapshot!, static (writer, model) => model.WriteTo(writer)));
    }
}
