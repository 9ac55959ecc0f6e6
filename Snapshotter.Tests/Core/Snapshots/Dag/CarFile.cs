using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;

namespace Snapshotter.Tests.Core.Snapshots.Dag;

/// <summary>A CARv1 archive (ipld.io/specs/transport/car/carv1): roots, then blocks with their CIDs.</summary>
internal sealed record CarFile(IReadOnlyList<Cid> Roots, IReadOnlyList<DagBlock> Blocks)
{
    public static CarFile Read(byte[] bytes)
    {
        var rest = bytes.AsMemory();
        var roots = ReadHeader(NextSection(ref rest).Span);
        var blocks = new List<DagBlock>();
        while (!rest.IsEmpty)
        {
            var section = NextSection(ref rest);
            if (!Cid.TryRead(section.Span, out var cid, out var length)) throw new InvalidDataException("A section does not begin with a CID.");
            blocks.Add(new DagBlock(cid, section[length..]));
        }

        return new CarFile(roots, blocks);
    }

    /// <summary>The DAG-CBOR map {roots: [CIDs], version: 1}, which has one form only.</summary>
    private static List<Cid> ReadHeader(ReadOnlySpan<byte> header)
    {
        Take(ref header, [0xA2, 0x65, .. "roots"u8]);
        var roots = new List<Cid>();
        var count = header[0] - 0x80;
        header = header[1..];
        for (; count > 0; count--)
        {
            Take(ref header, [0xD8, 42, 0x58]);
            var length = header[0];
            Take(ref header, [length, 0]);
            if (!Cid.TryRead(header, out var cid, out var used) || used != length - 1) throw new InvalidDataException("A root is no CID.");
            roots.Add(cid);
            header = header[used..];
        }

        Take(ref header, [0x67, .. "version"u8, 1]);
        if (!header.IsEmpty) throw new InvalidDataException("The header goes on after the version.");
        return roots;
    }

    private static void Take(ref ReadOnlySpan<byte> header, scoped ReadOnlySpan<byte> expected)
    {
        if (!header.StartsWith(expected)) throw new InvalidDataException("The header is no CARv1 header.");
        header = header[expected.Length..];
    }

    private static ReadOnlyMemory<byte> NextSection(ref Memory<byte> rest)
    {
        if (!Varint.TryRead(rest.Span, out var length, out var used)) throw new InvalidDataException("A section has no length.");
        var section = rest.Slice(used, (int)length);
        rest = rest[(used + (int)length)..];
        return section;
    }
}
