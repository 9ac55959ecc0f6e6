using System.Numerics;
using System.Text.Json.Nodes;
using Snapshotter.Computes.Modules;
using Snapshotter.Computes.Modules.External;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Numerics;
using Snapshotter.Tests.Computes.UniswapV2.Aggregates;
using Snapshotter.Tests.EndToEnd;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Samples;

/// <summary>The sample module samples/modules/SwapVolume2h, loaded as an operator loads it.</summary>
public sealed class SwapVolume2hTests : IDisposable
{
    private const string Type = "aggregate_pairContract_2h_swap_volume";

    /// <summary>Twelve epochs of ten minutes are two hours; both ends count.</summary>
    private const int BlockTime = 60;
    private const int Window = 13;

    private readonly TemporaryFolder _modules = new();

    public SwapVolume2hTests()
    {
        var built = Repository.PathOf("modules", "SwapVolume2h");
        Directory.CreateDirectory(_modules.PathOf("SwapVolume2h"));
        foreach (var file in Directory.GetFiles(built)) File.Copy(file, _modules.PathOf("SwapVolume2h", Path.GetFileName(file)));
    }

    public void Dispose() => _modules.Dispose();

    [Fact]
    public async Task Through_the_whole_node_every_aggregate_is_the_sum_of_its_windows_swaps()
    {
        using var config = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Repository.Golden("config", "default7"))) File.Copy(file, config.PathOf(Path.GetFileName(file)));
        File.Copy(Repository.PathOf("samples", "modules", "SwapVolume2h", "aggregator.json"), config.PathOf("aggregator.json"), overwrite: true);

        var replay = await Replay.RunWithModulesAsync(Repository.Golden("chain"), config.Root, _modules.Root, 501, 10, BlockTime);

        var compared = 0;
        foreach (var line in replay.Snapshots.Where(static line => ((string)line["projectId"]!).StartsWith(Type, StringComparison.Ordinal)))
        {
            ((string)line["status"]!).Should().Be("ok");
            var aggregate = JsonNode.Parse((string)line["text"]!)!;
            var epoch = (long)line["epochId"]!;
            var first = Math.Max(1, epoch - Window + 1);
            var swaps = Swaps(replay, ((string)line["projectId"]!).Replace(Type, "pairContract_trade_volume", StringComparison.Ordinal), first, epoch);

            ((long)aggregate["epochId"]!, (long)aggregate["epochs"]!).Should().Be((epoch, epoch - first + 1));
            ((bool)aggregate["complete"]!).Should().Be(epoch >= Window);
            ((long)aggregate["swaps"]!).Should().Be(swaps.Sum(static swap => swap["logs"]!.AsArray().Count));
            Units(aggregate["totalTrade"]!).Should().Be(swaps.Aggregate(BigInteger.Zero, static (sum, swap) => sum + Units(swap["trades"]!["totalTradesUSD"]!)));
            Units(aggregate["token1Volume"]!).Should().Be(swaps.Aggregate(BigInteger.Zero, static (sum, swap) => sum + Units(swap["trades"]!["token1TradeVolume"]!)));
            compared++;
        }

        compared.Should().BeGreaterThan(200);
    }

    [Fact]
    public async Task A_steady_epoch_reads_the_snapshot_that_came_and_the_one_that_left()
    {
        await using var pair = new PairHistory(new WindowOptions { EpochSize = 10, BlockTimeSeconds = BlockTime });
        var processor = Processor();
        var reads = new List<int>();
        for (var epoch = 1L; epoch <= 40; epoch++)
        {
            var built = await pair.World.BuildAsync(PairHistory.Base, epoch, TextOf(epoch));
            await pair.World.FinalizeAsync(PairHistory.Base, epoch, built.Cid);
            var before = pair.World.Contents.Reads;
            var text = (await pair.ComposeAsync(processor, Type, built))!.Value.Text;
            reads.Add(pair.World.Contents.Reads - before);
            text.Should().Contain($"\"swaps\":{Math.Min(epoch, Window)},");
        }

        reads[..Window].Should().OnlyContain(static count => count == 1);
        reads[Window..].Should().OnlyContain(static count => count == 2);
    }

    [Fact]
    public async Task A_base_snapshot_of_another_kind_fails_the_aggregate_with_the_project()
    {
        await using var pair = new PairHistory(new WindowOptions { EpochSize = 10, BlockTimeSeconds = BlockTime });

        var composing = async () => await pair.ComposeAsync(Processor(), Type, await pair.World.BuildAsync(PairHistory.Base, 1, """{"events":{}}"""));

        (await composing.Should().ThrowAsync<Snapshotter.Core.Snapshots.SnapshotException>()).Which.Message.Should().StartWith($"A stored snapshot of {PairHistory.Base} is no trade volume");
    }

    private static string TextOf(long epoch) =>
        """{"events":{"Swap":{"logs":[{}],"trades":{"token0TradeVolume":N.0,"token1TradeVolume":1e-06,"totalFeeUSD":0.003,"totalTradesUSD":N.25}}}}""".Replace("N.", $"{epoch}.", StringComparison.Ordinal);

    private static List<JsonNode> Swaps(Replay replay, string projectId, long first, long last)
    {
        var swaps = new List<JsonNode>();
        for (var epoch = first; epoch <= last; epoch++) swaps.Add(JsonNode.Parse((string)replay.Of(epoch, projectId)["text"]!)!["events"]!["Swap"]!);
        return swaps;
    }

    private static BigInteger Units(JsonNode number) => DecimalText.ToUnits(System.Text.Encoding.ASCII.GetBytes(number.ToJsonString()), 6);

    private IAggregateProcessor Processor() =>
        ModuleLoader.Load(new ModuleOptions { Path = _modules.Root }, BuiltInModules.ClassNames).Sets.Single().Aggregates.Single(static aggregate => aggregate.ClassName == "SwapVolume2hProcessor").Processor;
}
