using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;

namespace Snapshotter.Tests.Core.Snapshots.Dag;

public class DagReaderTests
{
    private static readonly DagProfile Small = DagProfile.KuboV1 with { ChunkSize = 16, MaxLinks = 3 };

    [Fact]
    public async Task A_missing_block_is_named()
    {
        var dag = DagBuilder.Build(Content(100), Small);
        var missing = dag.Blocks[2].Cid;
        var fault = await Fault(dag.Root, dag.Blocks.Where(block => block.Cid != missing));
        fault.Fault.Should().Be(DagFault.Missing);
        fault.Cid.Should().Be(missing);
    }

    [Fact]
    public async Task A_block_with_other_bytes_is_refused()
    {
        var dag = DagBuilder.Build(Content(100), Small);
        var changed = dag.Blocks.Select(block => block.Cid == dag.Blocks[3].Cid ? block with { Bytes = new byte[16] } : block);
        (await Fault(dag.Root, changed)).Fault.Should().Be(DagFault.HashMismatch);
    }

    [Fact]
    public async Task Bytes_in_a_node_itself_come_before_those_of_its_links()
    {
        var leaf = Raw("world"u8);
        var root = Node([leaf], "hello "u8, fileSize: 11, blockSizes: [5]);
        var content = await DagReader.ReadAsync(root.Cid, BlockMap.Of([leaf, root]), limits: null, CancellationToken.None);
        content.Should().Equal("hello world"u8.ToArray());
    }

    [Theory]
    [InlineData(6, new ulong[] { 6 }, "bytes, not 6")]
    [InlineData(6, new ulong[] { 5 }, "bytes, not 6")]
    [InlineData(5, new ulong[] { }, "sizes")]
    [InlineData(5, new ulong[] { 5, 0 }, "sizes")]
    public async Task Sizes_that_contradict_the_content_are_refused(ulong fileSize, ulong[] blockSizes, string reason)
    {
        var leaf = Raw("world"u8);
        var root = Node([leaf], [], fileSize, blockSizes);
        var fault = await Fault(root.Cid, [leaf, root]);
        fault.Fault.Should().Be(DagFault.Malformed);
        fault.Message.Should().Contain(reason).And.Contain(root.Cid.ToString());
    }

    [Fact]
    public async Task A_directory_is_no_file()
    {
        var directory = Block(new PbNode([], new byte[] { 8, 1 }));
        (await Fault(directory.Cid, [directory])).Fault.Should().Be(DagFault.NotAFile);
    }

    [Fact]
    public async Task A_codec_that_no_file_has_is_refused()
    {
        var block = new DagBlock(Cid.Of(1, CidCodec.DagCbor, [0xA0]), new byte[] { 0xA0 });
        (await Fault(block.Cid, [block])).Fault.Should().Be(DagFault.NotAFile);
    }

    [Fact]
    public async Task A_node_without_data_or_with_broken_data_is_refused()
    {
        foreach (var data in new ReadOnlyMemory<byte>?[] { null, new byte[] { 8 }, new byte[] { 8, 2, 16, 1 }, new byte[] { 8, 2, 26, 0 }, new byte[] { 8, 2, 72, 1 } })
        {
            var block = Block(new PbNode([], data));
            (await Fault(block.Cid, [block])).Fault.Should().Be(DagFault.Malformed);
        }
    }

    [Fact]
    public async Task Fields_that_do_not_concern_the_content_are_passed_over()
    {
        var block = Block(new PbNode([], new byte[] { 8, 2, 18, 1, 0x61, 24, 1, 56, 0xA4, 0x03, 66, 2, 8, 1 }));
        (await DagReader.ReadAsync(block.Cid, BlockMap.Of([block]), limits: null, CancellationToken.None)).Should().Equal((byte)'a');
    }

    [Fact]
    public async Task Every_limit_is_kept()
    {
        var dag = DagBuilder.Build(Content(200), Small);
        var bytes = dag.Blocks.Sum(block => block.Bytes.Length);
        var depth = 3;
        var exact = new DagReadLimits { MaxBytes = 200, MaxBlocks = dag.Blocks.Count, MaxDepth = depth, MaxLoadedBytes = bytes, MaxBlockBytes = dag.Blocks.Max(block => block.Bytes.Length) };
        (await DagReader.ReadAsync(dag.Root, BlockMap.Of(dag.Blocks), exact, CancellationToken.None)).Should().Equal(Content(200));

        foreach (var limits in new[]
        {
            exact with { MaxBytes = exact.MaxBytes - 1 },
            exact with { MaxBlocks = exact.MaxBlocks - 1 },
            exact with { MaxDepth = exact.MaxDepth - 1 },
            exact with { MaxLoadedBytes = exact.MaxLoadedBytes - 1 },
            exact with { MaxBlockBytes = exact.MaxBlockBytes - 1 },
        })
        {
            (await Fault(dag.Root, dag.Blocks, limits)).Fault.Should().Be(DagFault.TooLarge);
        }
    }

    [Fact]
    public async Task Nodes_that_only_multiply_each_other_end_at_a_limit()
    {
        var block = Node([], [], fileSize: 0, blockSizes: []);
        var blocks = new List<DagBlock> { block };
        for (var level = 0; level < 10; level++)
        {
            block = Node([.. Enumerable.Repeat(block, 100)], [], 0, [.. Enumerable.Repeat(0UL, 100)]);
            blocks.Add(block);
        }

        (await Fault(block.Cid, blocks)).Fault.Should().Be(DagFault.TooLarge);
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        var dag = DagBuilder.Build(Content(100), Small);
        using var source = new CancellationTokenSource();
        DagReader.LoadBlock inner = BlockMap.Of(dag.Blocks);
        var loaded = 0;
        var read = async () => await DagReader.ReadAsync(
            dag.Root,
            (cid, token) =>
            {
                if (++loaded == 2) source.Cancel();
                return inner(cid, token);
            },
            limits: null,
            source.Token);
        await read.Should().ThrowAsync<OperationCanceledException>();
        loaded.Should().Be(2);
    }

    /// <summary>A node that was changed and named anew may read as something, but never fails in an unnamed way.</summary>
    [Fact]
    public async Task Changed_nodes_only_meet_the_named_errors()
    {
        var dag = DagBuilder.Build(Content(40), Small);
        var root = dag.Blocks[^1].Bytes.ToArray();
        var changes = Gen.Choose(0, root.Length - 1).SelectMany(_ => Gen.Choose(0, 255), (place, value) => (place, value)).Sample(3_000);
        foreach (var (place, value) in changes)
        {
            var bytes = root.ToArray();
            bytes[place] = (byte)value;
            var changed = new DagBlock(Cid.Of(1, CidCodec.DagPb, bytes), bytes);
            try
            {
                await DagReader.ReadAsync(changed.Cid, BlockMap.Of([.. dag.Blocks.Where(block => block.Cid != changed.Cid), changed]), limits: null, CancellationToken.None);
            }
            catch (DagException fault)
            {
                fault.Cid.IsEmpty.Should().BeFalse();
            }
        }
    }

    private static byte[] Content(int size) => ChaCha20Stream.Bytes(size, "reader");

    private static DagBlock Raw(ReadOnlySpan<byte> bytes) => new(Cid.Of(1, CidCodec.Raw, bytes), bytes.ToArray());

    private static DagBlock Node(DagBlock[] children, ReadOnlySpan<byte> data, ulong fileSize, ulong[] blockSizes) =>
        Block(new PbNode(
            [.. children.Select(child => new PbLink(child.Cid.ToBytes(), ReadOnlyMemory<byte>.Empty, (ulong)child.Bytes.Length))],
            UnixFsFile.Encode(data, fileSize, blockSizes)));

    private static DagBlock Block(PbNode node)
    {
        var bytes = DagPb.Encode(node);
        return new DagBlock(Cid.Of(1, CidCodec.DagPb, bytes), bytes);
    }

    private static async Task<DagException> Fault(Cid root, IEnumerable<DagBlock> blocks, DagReadLimits? limits = null)
    {
        var read = async () => await DagReader.ReadAsync(root, BlockMap.Of(blocks), limits, CancellationToken.None);
        return (await read.Should().ThrowAsync<DagException>()).Which;
    }
}
