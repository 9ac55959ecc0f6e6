using System.Text;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

public class GoldenSnapshotTests
{
    [Theory]
    [InlineData("snapshots", 3997)]
    [InlineData("mainnet-17686110", 396)]
    public async Task Every_snapshot_of_the_original_node_keeps_its_bytes_and_its_CIDs(string folder, int expected)
    {
        var met = 0;
        foreach (var file in Directory.EnumerateFiles(Repository.Golden(folder), "*.jsonl.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file) == "events.jsonl.gz") continue;
            foreach (var line in Repository.ReadJsonLines(file).Where(line => (string)line["status"]! == "ok"))
            {
                var bytes = Encoding.UTF8.GetBytes((string)line["text"]!);
                bytes.Should().HaveCount((int)line["size"]!);
                CanonicalJson.Rewrite(bytes).Should().Equal(bytes);
                CidOf.Content(bytes).ToString().Should().Be((string)line["cid"]!);
                CidOf.ContentV0(bytes).ToString().Should().Be((string)line["cidV0"]!);
                await AssertReadsBack(bytes);
                met++;
            }
        }

        met.Should().Be(expected);
    }

    [Fact]
    public void Sample_files_are_named_by_their_CIDs()
    {
        var files = Directory.GetFiles(Repository.Golden("snapshots", "samples"), "*.json");
        files.Should().HaveCount(8);
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            CidOf.Content(bytes).Should().Be(Cid.Parse(Path.GetFileName(file).Split('.')[^2]));
            CanonicalJson.Rewrite(bytes).Should().Equal(bytes);
        }
    }

    private static async Task AssertReadsBack(byte[] bytes)
    {
        var dag = DagBuilder.Build(bytes);
        var content = await DagReader.ReadAsync(dag.Root, BlockMap.Of(dag.Blocks), limits: null, CancellationToken.None);
        content.AsSpan().SequenceEqual(bytes).Should().BeTrue();
    }
}
