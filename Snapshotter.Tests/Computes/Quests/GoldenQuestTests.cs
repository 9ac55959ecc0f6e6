using System.Text;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.Quests;

/// <summary>Every snapshot that the original node's quests built, byte for byte.</summary>
public sealed class GoldenQuestTests
{
    private static readonly ModuleRegistry Modules = new(UniswapV2Settings.Mainnet);

    /// <summary>The epochs whose outputs the golden files hold.</summary>
    private static readonly long[] Epochs = [.. Enumerable.Range(1, 60).Where(static id => id % 10 is not (3 or 6 or 9))];

    [Theory]
    [InlineData("zkevm:bungee_bridge", "BungeeBridgeProcessor", 27)]
    [InlineData("zkevm:owlto_bridge", "OwltoBridgeProcessor", 6)]
    [InlineData("zkevm:quickswap_usdc_swap", "QuickswapUSDCSwapProcessor", 8)]
    [InlineData("zkevm:quickswap_dai_swap", "QuickswapDAISwapProcessor", 12)]
    [InlineData("zkevm:quickswap_eth_usdc_lp", "QuickswapEthUSDCLPProcessor", 12)]
    [InlineData("zkevm:safe_create", "SafeCreateProcessor", 15)]
    [InlineData("zkevm:safe_add_owner", "SafeAddOwnerProcessor", 8)]
    public async Task Every_epoch_gives_the_snapshots_of_the_original(string projectType, string className, int expected)
    {
        var processor = Modules.BulkProcessor(className);
        var type = new BulkProjectType(projectType, processor, []);
        var built = new List<string>();
        foreach (var id in Epochs)
        {
            var epoch = new Epoch(id, 8_000_000 + id, 8_000_000 + id);
            var chain = new RecordedSourceChain(RecordedWorld.Quests, epoch, derivesFromLogs: true);
            foreach (var snapshot in await processor.BuildAsync(chain, CancellationToken.None))
            {
                var bytes = CanonicalJson.Serialize(snapshot.Snapshot, static (writer, value) => value.WriteTo(writer));
                built.Add($"{epoch.Id} {type.ProjectIdOf(snapshot.Source, "ZKEVM_QUESTS")} {CidOf.Content(bytes)} {Encoding.UTF8.GetString(bytes)}");
            }
        }

        // The order within an epoch is that of a hash table at the original, so the lines are a set.
        var lines = Repository.ReadJsonLines(Repository.Golden("zkevm", $"{projectType.Replace(':', '_')}.jsonl.gz"))
            .Select(line => $"{line["epochId"]} {line["projectId"]} {line["cid"]} {line["text"]}").ToList();
        lines.Should().HaveCount(expected);
        built.Should().BeEquivalentTo(lines);
    }
}
