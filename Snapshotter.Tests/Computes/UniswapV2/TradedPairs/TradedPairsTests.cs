using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2.TradedPairs;

/// <summary>Pairs that nobody listed, found in real mainnet blocks.</summary>
public sealed class TradedPairsTests
{
    private const string OfFactory = "TradedPairsProcessor";
    private const string OfAnyFactory = "TradedPairsOfAnyFactoryProcessor";

    private static readonly ModuleRegistry Modules = new(UniswapV2Settings.Mainnet);

    /// <summary>Sushi's pair of WETH and USDT, which emits the same events.</summary>
    private const string SushiPair = "0x06da0fd433c1a5d7a4faa01111c044910a184553";

    [Theory]
    [InlineData(OfAnyFactory, 242, 807)]
    [InlineData(OfFactory, 204, 758)]
    public async Task The_23_blocks_give_every_pair_that_traded_without_a_list(string className, int pairs, int swaps)
    {
        var snapshots = await BuildAsync(className, new Epoch(1, 17686110, 17686132));

        snapshots.Keys.Should().HaveCount(pairs);
        snapshots.Values.Sum(static snapshot => snapshot["events"]!["Swap"]!.AsArray().Count).Should().Be(swaps);
        snapshots.ContainsKey(SushiPair).Should().Be(className == OfAnyFactory);
        snapshots.Values.Count(static snapshot => (string?)snapshot["factory"] == "0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f").Should().Be(204);
    }

    [Fact]
    public async Task What_no_factory_is_proven_of_has_no_tokens()
    {
        var snapshot = (await BuildAsync(OfAnyFactory, new Epoch(1, 17686110, 17686132)))[SushiPair];

        snapshot.Should().ContainKeys("factory", "token0", "token1");
        (snapshot["factory"] ?? snapshot["token0"] ?? snapshot["token1"]).Should().BeNull();
        snapshot["reserve0"].Should().NotBeNull();
    }

    [Fact]
    public async Task The_trades_are_those_of_the_pairs_own_snapshots()
    {
        var compared = 0;
        foreach (var lines in Repository.ReadJsonLines(Repository.Golden("mainnet-17686110", "size2", "pairContract_trade_volume.jsonl.gz")).GroupBy(static line => (long)line["begin"]!))
        {
            var snapshots = await BuildAsync(OfFactory, new Epoch(1, lines.Key, (long)lines.First()["end"]!));
            foreach (var line in lines)
            {
                var listed = JsonNode.Parse((string)line["text"]!)!;
                var swaps = Trades(listed["events"]!["Swap"]!["logs"]!);
                var bulk = snapshots.GetValueOrDefault((string)listed["contract"]!);
                Trades(bulk?["events"]!["Swap"] ?? new JsonArray()).Should().Equal(swaps);
                if (bulk is not null) ((long)bulk["timestamp"]!).Should().Be((long)listed["timestamp"]!);
                compared += swaps.Length;
            }
        }

        compared.Should().BePositive();
    }

    [Fact]
    public async Task The_reserves_are_those_that_a_call_gives_at_the_end_of_the_epoch()
    {
        var world = RecordedWorld.Mainnet;
        var epoch = new Epoch(1, 17686110, 17686132);
        var snapshots = await BuildAsync(OfFactory, epoch);
        var called = new RecordedSourceChain(world, epoch, derivesFromLogs: false);

        foreach (var pair in MetaPairs())
        {
            var reserves = await called.ViewAsync(Snapshotter.Computes.UniswapV2.Contracts.PairContract.Reserves, Address.Parse(pair), epoch.End, CancellationToken.None);
            ((string)snapshots[pair]["reserve0"]!.ToJsonString()).Should().Be(reserves!.Reserve0.ToString(System.Globalization.CultureInfo.InvariantCulture));
            ((string)snapshots[pair]["reserve1"]!.ToJsonString()).Should().Be(reserves.Reserve1.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_contract_that_only_says_it_swapped_is_no_pair_and_tokens_sent_to_a_pair_do_not_hide_it()
    {
        var epoch = new Epoch(1, 17686110, 17686110);
        var forger = Address.Parse("0x00000000000000000000000000000000000f0e6e");
        var real = RecordedWorld.Mainnet.Receipts(epoch.Begin);
        var swap = real.SelectMany(static receipt => receipt.Logs).First(static log => log.Topics.Length > 0 && log.Topics[0] == SwapTopic);
        var carrier = real.Single(receipt => receipt.TransactionHash == swap.TransactionHash);
        var spam = Enumerable.Range(1, 300).Select(number => Transfer(Address.Parse($"0x{number:x40}"), forger, swap.Address, swap));
        var forged = carrier with { Logs = [.. carrier.Logs, swap with { Address = forger }, .. spam] };

        var before = await BuildAsync(OfFactory, epoch);
        var after = await BuildAsync(OfFactory, epoch, [.. real.Select(receipt => receipt == carrier ? forged : receipt)]);

        after.Keys.Should().Equal(before.Keys);
        after.Should().NotContainKey(forger.ToString());
    }

    [Fact]
    public async Task A_swap_of_another_shape_is_no_swap()
    {
        var epoch = new Epoch(1, 17686110, 17686110);
        var real = RecordedWorld.Mainnet.Receipts(epoch.Begin);
        var swap = real.SelectMany(static receipt => receipt.Logs).First(static log => log.Topics.Length > 0 && log.Topics[0] == SwapTopic);
        var cut = real.Select(receipt => receipt with { Logs = Array.ConvertAll(receipt.Logs, log => log.Address == swap.Address && log.Topics[0] == SwapTopic ? log with { Data = log.Data[..64] } : log) });

        (await BuildAsync(OfAnyFactory, epoch, [.. cut])).Should().NotContainKey(swap.Address.ToString());
    }

    private static Hash32 SwapTopic { get; } = Hash32.Parse("0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822");

    private static LogEntry Transfer(Address token, Address from, Address to, LogEntry like) => like with
    {
        Address = token,
        Topics = [Hash32.Parse("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"), Word(from), Word(to)],
        Data = new byte[32],
    };

    private static Hash32 Word(Address address) => new([.. new byte[12], .. address.Bytes]);

    private static IEnumerable<string> MetaPairs() =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("samples", "mainnet-17686110", "meta.json")))!["pairs"]!.AsObject().Select(static pair => pair.Key);

    private static string[] Trades(JsonNode logs) =>
        [.. logs.AsArray().Select(static log => $"{log!["blockNumber"]} {log["logIndex"]} {log["transactionHash"]} {log["args"]!.ToJsonString()}").Order(StringComparer.Ordinal)];

    private static async Task<Dictionary<string, JsonObject>> BuildAsync(string className, Epoch epoch, IReadOnlyList<TransactionReceipt>? receipts = null)
    {
        var chain = new RecordedSourceChain(RecordedWorld.Mainnet, epoch, derivesFromLogs: true) { Receipts = receipts };
        var snapshots = await Modules.BulkProcessor(className).BuildAsync(chain, CancellationToken.None);
        return snapshots.ToDictionary(
            static snapshot => snapshot.Source!.Value,
            static snapshot => JsonNode.Parse(CanonicalJson.Serialize(snapshot.Snapshot, static (writer, value) => value.WriteTo(writer)))!.AsObject());
    }
}
