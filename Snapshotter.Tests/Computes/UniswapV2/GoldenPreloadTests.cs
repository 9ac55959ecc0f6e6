using System.Globalization;
using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>The intermediate values that the original node kept in its cache: block details, prices and metadata.</summary>
public sealed class GoldenPreloadTests
{
    private static readonly UniswapV2Settings Settings = UniswapV2Settings.Mainnet;
    private static readonly PairReader Pairs = new(Settings);
    private static readonly EthPriceReader EthPrice = new(Settings);
    private static readonly TokenPriceReader TokenPrices = new(Settings, Pairs, EthPrice, new DerivedEtherReader(Settings, Pairs));

    [Fact]
    public async Task Block_details_are_those_of_the_original()
    {
        var lines = 0;
        foreach (var line in Repository.ReadJsonLines(Repository.Golden("preload", "block_details.jsonl.gz")))
        {
            var chain = ChainOf(line, derivesFromLogs: true);
            var details = await BlockDetails.ReadAsync(chain, CancellationToken.None);
            for (var i = 0; i < details.Headers.Count; i++)
            {
                var member = JsonNode.Parse((string)line["zset"]![i]![0]!)!;
                var header = details.Headers[i];
                header.Number.Should().Be((long)member["number"]!);
                details.TimestampOf(header.Number).Should().Be((long)member["timestamp"]!);
                header.Transactions.Select(hash => hash.ToString()).Should().Equal(member["transactions"]!.AsArray().Select(hash => (string)hash!));
            }

            lines++;
        }

        lines.Should().Be(64);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_price_of_ether_is_that_of_the_original_to_the_last_digit(bool derivesFromLogs)
    {
        var lines = 0;
        foreach (var line in Repository.ReadJsonLines(Repository.Golden("preload", "eth_price.jsonl.gz")))
        {
            var prices = await EthPrice.ReadAsync(ChainOf(line, derivesFromLogs), CancellationToken.None);
            var members = line["zset"]!.AsArray().Select(member => (string)member![0]!);
            members.Should().Equal(prices.Select((price, i) => Member((long)line["begin"]! + i, price)));
            lines++;
        }

        lines.Should().Be(45);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_prices_are_those_of_the_original_to_the_last_digit(bool derivesFromLogs)
    {
        var lines = 0;
        foreach (var line in Repository.ReadJsonLines(Repository.Golden("preload", "token_prices.jsonl.gz")))
        {
            var id = (long)line["epochId"]!;
            var chain = new RecordedSourceChain(RecordedWorld.Golden, new Epoch(id, 491 + (10 * id), 500 + (10 * id)), derivesFromLogs);
            var prices = await TokenPrices.ReadAsync(Address.Parse((string)line["token"]!), chain, CancellationToken.None);
            var expected = line["prices"]!.AsObject().Select(price => double.Parse(price.Value!.ToJsonString(), CultureInfo.InvariantCulture));
            prices.Should().Equal(expected, $"these are the prices of {line["symbol"]} in epoch {id}");
            lines++;
        }

        lines.Should().Be(45 * 13);
    }

    [Fact]
    public async Task Pair_metadata_is_that_of_the_original()
    {
        var entries = Repository.ReadJson(Repository.Golden("preload", "pair_metadata.json")).AsArray();
        var chain = new RecordedSourceChain(RecordedWorld.Golden, new Epoch(1, 501, 510), derivesFromLogs: true);
        foreach (var entry in entries)
        {
            var pair = await Pairs.MetadataAsync(Address.Parse((string)entry!["pair"]!), chain, CancellationToken.None);
            Describe(pair).Should().Be(Describe(entry["metadata"]!));
        }

        entries.Should().HaveCount(17);
    }

    private static RecordedSourceChain ChainOf(JsonObject line, bool derivesFromLogs) =>
        new(RecordedWorld.Golden, new Epoch((long)line["epochId"]!, (long)line["begin"]!, (long)line["end"]!), derivesFromLogs);

    private static string Member(long block, double price) => $$"""{"blockHeight": {{block}}, "price": {{PythonFloat.Format(price)}}}""";

    private static string Describe(PairMetadata pair) => string.Join('|', Describe(pair.Token0), Describe(pair.Token1), pair.Symbol);

    private static string Describe(TokenMetadata token) => string.Join('|', token.Address.ToChecksumString(), token.Name, token.Symbol, token.Decimals);

    private static string Describe(JsonNode metadata) => string.Join('|', DescribeToken(metadata["token0"]!), DescribeToken(metadata["token1"]!), (string)metadata["pair"]!["symbol"]!);

    private static string DescribeToken(JsonNode token) => string.Join('|', (string)token["address"]!, (string)token["name"]!, (string)token["symbol"]!, (int)token["decimals"]!);
}
