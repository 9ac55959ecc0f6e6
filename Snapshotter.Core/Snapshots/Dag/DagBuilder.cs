namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>Cuts content into blocks and links them into a balanced tree, as IPFS nodes do when content is added.</summary>
public static class DagBuilder
{
    /// <summary>The blocks of <paramref name="content"/>, cut as <see cref="DagProfile.KuboV1"/> says.</summary>
    public static DagOfContent Build(ReadOnlySpan<byte> content) => Build(content, DagProfile.KuboV1);

    /// <summary>The blocks of <paramref name="content"/>; they hold copies of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The profile has no bytes per leaf or fewer than two links per node.</exception>
    public static DagOfContent Build(ReadOnlySpan<byte> content, DagProfile profile)
    {
        var blocks = new List<DagBlock>();
        var seen = new HashSet<Cid>();
        var root = Tree(content, profile, (cid, bytes) =>
        {
            if (seen.Add(cid)) blocks.Add(new DagBlock(cid, bytes.ToArray()));
        });
        return new DagOfContent(root, blocks);
    }

    /// <summary>The CID of <paramref name="content"/>, without keeping its blocks.</summary>
    internal static Cid Root(ReadOnlySpan<byte> content, DagProfile profile) => Tree(content, profile, keep: null);

    private static Cid Tree(ReadOnlySpan<byte> content, DagProfile profile, KeepBlock? keep)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(profile.ChunkSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(profile.MaxLinks, 2);
        if (content.Length <= profile.ChunkSize) return Leaf(content, profile, keep).Cid;

        var level = new List<Part>((content.Length / profile.ChunkSize) + 1);
        for (var start = 0; start < content.Length; start += profile.ChunkSize)
            level.Add(Leaf(content.Slice(start, Math.Min(profile.ChunkSize, content.Length - start)), profile, keep));
        while (level.Count > 1) level = [.. level.Chunk(profile.MaxLinks).Select(children => Node(children, profile, keep))];
        return level[0].Cid;
    }

    private static Part Leaf(ReadOnlySpan<byte> chunk, DagProfile profile, KeepBlock? keep)
    {
        if (!profile.RawLeaves) return Block([], UnixFsFile.Encode(chunk, (ulong)chunk.Length, []), (ulong)chunk.Length, profile, keep);
        var cid = Cid.Of(1, CidCodec.Raw, chunk);
        keep?.Invoke(cid, chunk);
        return new Part(cid, (ulong)chunk.Length, (ulong)chunk.Length);
    }

    private static Part Node(Part[] children, DagProfile profile, KeepBlock? keep)
    {
        var fileSize = children.Aggregate(0UL, (sum, child) => sum + child.FileSize);
        var links = Array.ConvertAll(children, child => new PbLink(child.Cid.ToBytes(), ReadOnlyMemory<byte>.Empty, child.TotalSize));
        var block = Block(links, UnixFsFile.Encode([], fileSize, children.Select(child => child.FileSize)), fileSize, profile, keep);
        return block with { TotalSize = children.Aggregate(block.TotalSize, (sum, child) => sum + child.TotalSize) };
    }

    private static Part Block(PbLink[] links, byte[] data, ulong fileSize, DagProfile profile, KeepBlock? keep)
    {
        var bytes = DagPb.Encode(new PbNode(links, data));
        var cid = Cid.Of(profile.CidVersion, CidCodec.DagPb, bytes);
        keep?.Invoke(cid, bytes);
        return new Part(cid, fileSize, (ulong)bytes.Length);
    }

    private delegate void KeepBlock(Cid cid, ReadOnlySpan<byte> bytes);

    /// <summary>A finished subtree: its root, the bytes of the file below it, and the bytes of all its blocks.</summary>
    private readonly record struct Part(Cid Cid, ulong FileSize, ulong TotalSize);
}
