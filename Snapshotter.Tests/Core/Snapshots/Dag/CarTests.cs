using System.Text;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots.Dag;

/// <summary>Archives that other IPFS implementations wrote: directories of small files, with raw and dag-pb leaves.</summary>
public class CarTests
{
    /// <summary>Bytes of the one file in several chunks.</summary>
    private const int MultiblockLength = 1026;

    [Theory]
    [InlineData("dag-pb.car", 4, "/foo.txt|Hello, IPFS!", "/foo/bar.txt|Hello, world!")]
    [InlineData("dir-with-duplicate-files.car", 9, "/ascii-copy.txt|hello application/vnd.ipld.car", "/ascii.txt|hello application/vnd.ipld.car", "/hello.txt|hello world", "/multiblock.txt|Lorem ipsum")]
    [InlineData("dir-with-files.car", 9, "/ascii-copy.txt|hello application/vnd.ipld.car", "/ascii.txt|hello application/vnd.ipld.car", "/hello.txt|hello world", "/multiblock.txt|Lorem ipsum")]
    [InlineData("gateway-raw-block.car", 3, "/dir/ascii.txt|hello application/vnd.ipld.raw")]
    [InlineData("subdir-with-two-single-block-files.car", 4, "/subdir/ascii.txt|hello application/vnd.ipld.car", "/subdir/hello.txt|hello world")]
    public async Task Every_block_has_its_hash_and_every_file_reads(string name, int blocks, params string[] expected)
    {
        var car = CarFile.Read(File.ReadAllBytes(Repository.Vector("cid", "car", name)));
        foreach (var block in car.Blocks)
        {
            block.Cid.Matches(block.Bytes.Span).Should().BeTrue();
            if (block.Cid.Codec == CidCodec.DagPb) DagPb.Encode(DagPb.Decode(block.Bytes)).Should().Equal(block.Bytes.ToArray());
        }

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var root in car.Roots) await ReadTree(root, string.Empty, car, files);
        files.Keys.Should().Equal(expected.Select(file => file.Split('|')[0]));
        foreach (var file in expected.Select(file => file.Split('|'))) files[file[0]].Should().StartWith(file[1]);
        if (files.TryGetValue("/multiblock.txt", out var multiblock)) multiblock.Should().HaveLength(MultiblockLength);
        car.Blocks.Should().HaveCount(blocks);
    }

    private static async Task ReadTree(Cid cid, string path, CarFile car, SortedDictionary<string, string> files)
    {
        var blocks = BlockMap.Of(car.Blocks.DistinctBy(block => block.Cid));
        try
        {
            files[path] = Encoding.UTF8.GetString(await DagReader.ReadAsync(cid, blocks, limits: null, CancellationToken.None));
        }
        catch (DagException fault) when (fault.Fault == DagFault.NotAFile)
        {
            var node = DagPb.Decode((await blocks(cid, CancellationToken.None))!);
            foreach (var link in node.Links)
            {
                Cid.TryRead(link.Hash.Span, out var child, out _).Should().BeTrue();
                await ReadTree(child, $"{path}/{Encoding.UTF8.GetString(link.Name!.Value.Span)}", car, files);
            }
        }
    }
}
