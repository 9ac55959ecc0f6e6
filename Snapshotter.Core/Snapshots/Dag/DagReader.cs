using System.Buffers;

namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>Puts content together from its blocks, and believes none of them: each hash and each stated size is checked.</summary>
public sealed class DagReader
{
    private readonly LoadBlock _load;
    private readonly DagReadLimits _limits;
    private readonly ArrayBufferWriter<byte> _content = new();
    private int _blocks;
    private long _loadedBytes;

    private DagReader(LoadBlock load, DagReadLimits limits)
    {
        _load = load;
        _limits = limits;
    }

    /// <summary>Finds a block; null when there is none.</summary>
    public delegate ValueTask<byte[]?> LoadBlock(Cid cid, CancellationToken cancellationToken);

    /// <summary>The content named by <paramref name="root"/>: a raw block or a UnixFS file.</summary>
    /// <param name="root">The CID of the content.</param>
    /// <param name="load">Finds a block.</param>
    /// <param name="limits">What reading may cost; <see cref="DagReadLimits.Default"/> when null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DagException">A block is missing, is not what its CID says, or a limit was reached.</exception>
    public static async ValueTask<byte[]> ReadAsync(Cid root, LoadBlock load, DagReadLimits? limits, CancellationToken cancellationToken)
    {
        var reader = new DagReader(load, limits ?? DagReadLimits.Default);
        await reader.AppendAsync(root, depth: 0, cancellationToken);
        return reader._content.WrittenSpan.ToArray();
    }

    /// <summary>Appends the content below one block and returns its length.</summary>
    private async ValueTask<ulong> AppendAsync(Cid cid, int depth, CancellationToken cancellationToken)
    {
        if (depth > _limits.MaxDepth) throw TooLarge(cid, $"it lies deeper than {_limits.MaxDepth} levels");
        if (++_blocks > _limits.MaxBlocks) throw TooLarge(cid, $"the content has more than {_limits.MaxBlocks} blocks");
        cancellationToken.ThrowIfCancellationRequested();

        var block = await _load(cid, cancellationToken) ?? throw new DagException(DagFault.Missing, cid, "The block store does not have it.");
        if (block.Length > _limits.MaxBlockBytes) throw TooLarge(cid, $"it has {block.Length} bytes, more than {_limits.MaxBlockBytes}");
        if ((_loadedBytes += block.Length) > _limits.MaxLoadedBytes) throw TooLarge(cid, $"its blocks have more than {_limits.MaxLoadedBytes} bytes together");
        if (!cid.Matches(block)) throw new DagException(DagFault.HashMismatch, cid, "The bytes have another hash: fetch it again.");
        return cid.Codec switch
        {
            CidCodec.Raw => Append(cid, block),
            CidCodec.DagPb => await AppendNodeAsync(cid, block, depth, cancellationToken),
            _ => throw new DagException(DagFault.NotAFile, cid, $"It has codec 0x{cid.Codec:x}, which is no part of a file."),
        };
    }

    private async ValueTask<ulong> AppendNodeAsync(Cid cid, ReadOnlyMemory<byte> block, int depth, CancellationToken cancellationToken)
    {
        var (node, file) = Decode(cid, block);
        var length = Append(cid, file.Data.Span);
        for (var i = 0; i < node.Links.Count; i++)
        {
            if (!Cid.TryRead(node.Links[i].Hash.Span, out var child, out _)) throw Malformed(cid, $"link {i} has a hash other than SHA2-256");
            var childLength = await AppendAsync(child, depth + 1, cancellationToken);
            if (childLength != file.BlockSizes[i]) throw Malformed(cid, $"link {i} has {childLength} bytes, not {file.BlockSizes[i]}");
            length += childLength;
        }

        if (file.FileSize is { } stated && stated != length) throw Malformed(cid, $"it has {length} bytes, not {stated}");
        return length;
    }

    private static (PbNode Node, UnixFsFile File) Decode(Cid cid, ReadOnlyMemory<byte> block)
    {
        try
        {
            var node = DagPb.Decode(block);
            var file = UnixFsFile.Decode(node.Data ?? throw ProtoReader.Malformed("it has no data"));
            if (file.BlockSizes.Count != node.Links.Count) throw ProtoReader.Malformed($"it has {node.Links.Count} links and {file.BlockSizes.Count} sizes");
            return (node, file);
        }
        catch (DagException fault) when (fault.Cid.IsEmpty)
        {
            throw new DagException(fault.Fault, cid, fault.Message);
        }
    }

    private ulong Append(Cid cid, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _limits.MaxBytes - _content.WrittenCount) throw TooLarge(cid, $"the content has more than {_limits.MaxBytes} bytes");
        _content.Write(bytes);
        return (ulong)bytes.Length;
    }

    private static DagException Malformed(Cid cid, string what) => new(DagFault.Malformed, cid, $"It is not well formed: {what}.");

    private static DagException TooLarge(Cid cid, string what) => new(DagFault.TooLarge, cid, $"It is too large: {what}.");
}
