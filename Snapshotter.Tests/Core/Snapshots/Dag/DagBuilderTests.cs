using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots.Dag;

public class DagBuilderTests
{
    [Fact]
    public void CIDs_of_the_original_node_are_met()
    {
        var cases = Repository.ReadJson(Repository.Golden("cid_vectors.json")).AsArray();
        cases.Should().HaveCount(11);
        foreach (var item in cases)
        {
            var content = GoldenContent((string)item!["content"]!);
            content.Should().HaveCount((int)item["size"]!);
            CidOf.Content(content).ToString().Should().Be((string)item["cidV1_rawLeaves"]!);
            CidOf.ContentV0(content).ToString().Should().Be((string)item["cidV0"]!);
        }
    }

    [Fact]
    public void CIDs_that_IPFS_nodes_assert_are_met()
    {
        var cases = Repository.ReadJson(Repository.Vector("cid", "unixfs-known-cids.json"))["cases"]!.AsArray();
        cases.Should().HaveCount(13);
        var streams = Streams(cases);
        foreach (var item in cases)
        {
            var profile = (string)item!["profile"]!;
            var root = profile.StartsWith("empty directory", StringComparison.Ordinal)
                ? Cid.Of(profile.EndsWith("v0", StringComparison.Ordinal) ? 0 : 1, CidCodec.DagPb, DagPb.Encode(new PbNode([], new byte[] { 8, 1 })))
                : DagBuilder.Root(Content(item, streams), Profile(profile));
            root.ToString().Should().Be((string)item["cid"]!);
        }
    }

    [Fact]
    public async Task Every_profile_of_the_reference_importer_is_met_and_reads_back()
    {
        var cases = Repository.ReadJson(Repository.Vector("cid", "unixfs-generated-by-js-importer.json.gz"))["cases"]!.AsArray();
        cases.Should().HaveCount(110);
        var streams = Streams(cases);
        foreach (var item in cases)
        {
            var content = Content(item!, streams).ToArray();
            var profile = Profile((string)item!["profile"]!) with { ChunkSize = (int)item["chunkSize"]! };
            var dag = DagBuilder.Build(content, profile);
            dag.Root.ToString().Should().Be((string)item["cid"]!);
            dag.Blocks[^1].Cid.Should().Be(dag.Root);
            dag.Blocks.Sum(block => (long)block.Bytes.Length).Should().Be(long.Parse((string)item["dagSize"]!, CultureInfo.InvariantCulture));
            if (item["blockCount"] is { } count) dag.Blocks.Should().HaveCount((int)count);
            if (item["blocks"] is { } blocks) Multihashes(dag.Blocks.Select(block => block.Cid)).Should().Equal(Multihashes(blocks.AsArray().Select(cid => Cid.Parse((string)cid!))));

            var read = await DagReader.ReadAsync(dag.Root, BlockMap.Of(dag.Blocks), limits: null, CancellationToken.None);
            read.AsSpan().SequenceEqual(content).Should().BeTrue();
        }
    }

    [Fact]
    public void A_chunk_that_repeats_is_kept_once()
    {
        var dag = DagBuilder.Build(new byte[4 * DagProfile.DefaultChunkSize]);
        dag.Blocks.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(0, 174)]
    [InlineData(-1, 174)]
    [InlineData(64, 1)]
    public void A_profile_that_builds_no_tree_is_refused(int chunkSize, int maxLinks) =>
        FluentActions.Invoking(() => DagBuilder.Build(new byte[100], DagProfile.KuboV1 with { ChunkSize = chunkSize, MaxLinks = maxLinks }))
            .Should().Throw<ArgumentOutOfRangeException>();

    private static IEnumerable<string> Multihashes(IEnumerable<Cid> cids) =>
        cids.Select(cid => cid.Digest.ToString()).Order(StringComparer.Ordinal);

    private static DagProfile Profile(string name) => name.Split(' ')[0] switch
    {
        "unixfs-v0-2015" or "v0-pbleaves" => DagProfile.KuboV0,
        "unixfs-v1-2025" => new DagProfile(1, RawLeaves: true, ChunkSize: 1_048_576, MaxLinks: 1024),
        "v0" or "v0-rawleaves" => DagProfile.KuboV0 with { RawLeaves = true },
        "v1-pbleaves" => DagProfile.KuboV1 with { RawLeaves = false },
        "v1-rawleaves" => DagProfile.KuboV1,
        _ => throw new InvalidDataException($"No profile is called {name}."),
    };

    /// <summary>The longest stream of each seed: shorter ones are its beginning.</summary>
    private static Dictionary<string, byte[]> Streams(JsonArray cases) => cases
        .Select(item => item!["deterministic"]).OfType<JsonArray>()
        .GroupBy(item => (string)item[1]!, item => (int)item[0]!)
        .ToDictionary(group => group.Key, group => ChaCha20Stream.Bytes(group.Max(), group.Key));

    private static ReadOnlySpan<byte> Content(JsonNode item, Dictionary<string, byte[]> streams) => (string?)item["utf8"] is { } text
        ? Encoding.UTF8.GetBytes(text)
        : streams[(string)item["deterministic"]![1]!].AsSpan(0, (int)item["deterministic"]![0]!);

    /// <summary>Reads <c>y*262143</c>, <c>z*(262144*174+1)</c> or a text with escapes.</summary>
    private static byte[] GoldenContent(string description)
    {
        if (description.Length < 3 || description[1] != '*') return Encoding.UTF8.GetBytes(description == "empty" ? string.Empty : description.Replace("\\n", "\n", StringComparison.Ordinal));
        var terms = description[2..].Trim('(', ')').Split('+');
        var size = terms.Sum(term => term.Split('*').Aggregate(1, (product, factor) => product * int.Parse(factor, CultureInfo.InvariantCulture)));
        var content = new byte[size];
        Array.Fill(content, (byte)description[0]);
        return content;
    }
}
