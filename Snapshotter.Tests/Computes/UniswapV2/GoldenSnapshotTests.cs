using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>Every base snapshot that the original node built, byte for byte, with reserves rolled from logs and with reserves called.</summary>
public sealed class GoldenSnapshotTests
{
    private static readonly ModuleRegistry Modules = new(UniswapV2Settings.Mainnet);

    private static readonly (string Type, string ClassName)[] Types =
    [
        ("pairContract_pair_total_reserves", "PairTotalReservesProcessor"),
        ("pairContract_trade_volume", "TradeVolumeProcessor"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_epoch_of_the_local_chain_gives_the_bytes_of_the_original(bool derivesFromLogs)
    {
        var (built, failed) = await CompareAsync(RecordedWorld.Golden, derivesFromLogs, Lines("snapshots", "base"));

        built.Should().Be(1166);
        failed.Should().Be(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_other_range_of_blocks_gives_the_bytes_of_the_original(bool derivesFromLogs)
    {
        var (built, failed) = await CompareAsync(RecordedWorld.Golden, derivesFromLogs, Lines("snapshots", "ranges"));

        built.Should().Be(89);
        failed.Should().Be(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Real_mainnet_blocks_give_the_bytes_of_the_original(bool derivesFromLogs)
    {
        var (built, failed) = await CompareAsync(RecordedWorld.Mainnet, derivesFromLogs, Lines("mainnet-17686110", "size2"));

        built.Should().Be(176);
        failed.Should().Be(0);
    }

    private static List<JsonObject> Lines(params string[] folder) =>
        [.. Types.SelectMany(type => Repository.ReadJsonLines(Repository.Golden([.. folder, $"{type.Type}.jsonl.gz"])))];

    /// <summary>Builds the snapshots of each epoch together, as a node does, and holds each against its line.</summary>
    private static async Task<(int Built, int Failed)> CompareAsync(RecordedWorld world, bool derivesFromLogs, List<JsonObject> lines)
    {
        var (built, failed) = (0, 0);
        foreach (var epochLines in lines.GroupBy(line => (Id: (long)line["epochId"]!, Begin: (long)line["begin"]!, End: (long)line["end"]!)))
        {
            var epoch = new Epoch(epochLines.Key.Id, epochLines.Key.Begin, epochLines.Key.End);
            var chain = new RecordedSourceChain(world, epoch, derivesFromLogs);
            foreach (var line in epochLines)
            {
                if ((string)line["status"]! == "ok")
                {
                    await ExpectAsync(line, chain);
                    built++;
                }
                else
                {
                    var building = async () => await BuildAsync(line, chain);
                    await building.Should().ThrowAsync<SnapshotException>($"{line["projectId"]} fails in {epoch}");
                    failed++;
                }
            }
        }

        return (built, failed);
    }

    private static async Task ExpectAsync(JsonObject line, RecordedSourceChain chain)
    {
        var bytes = CanonicalJson.Serialize(await BuildAsync(line, chain), static (writer, snapshot) => snapshot.WriteTo(writer));
        Encoding.UTF8.GetString(bytes).Should().Be((string)line["text"]!, $"it is the text of {line["projectId"]} in {chain.Epoch}");
        CidOf.Content(bytes).ToString().Should().Be((string)line["cid"]!);
    }

    private static async Task<ISnapshot> BuildAsync(JsonObject line, RecordedSourceChain chain)
    {
        var className = Types.Single(type => type.Type == (string)line["projectType"]!).ClassName;
        var source = DataSource.Parse(((string)line["projectId"]!).Split(':')[1]);
        return (await Modules.Processor(className).BuildAsync(source, chain, CancellationToken.None))!;
    }
}
