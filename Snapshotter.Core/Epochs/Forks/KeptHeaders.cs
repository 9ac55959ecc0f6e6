using Snapshotter.Core.Forks;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>The hashes of the latest blocks that epochs were read from, one after another without a gap.</summary>
/// <param name="First">The number of the first block.</param>
/// <param name="Hashes">The hashes, from the first block on.</param>
public sealed record KeptHeaders(long First, IReadOnlyList<Hash32> Hashes)
{
    /// <summary>Nothing was read yet.</summary>
    public static KeptHeaders Empty { get; } = new(0, []);

    /// <summary>The number of the last block; one before <see cref="First"/> when there is none.</summary>
    public long Last => First + Hashes.Count - 1;

    /// <summary>The hash of a block, or null when it is not kept.</summary>
    public Hash32? At(long number) => number >= First && number <= Last ? Hashes[(int)(number - First)] : null;

    /// <summary>The blocks one by one.</summary>
    public IReadOnlyList<KeptBlock> ToBlocks() => [.. Hashes.Select((hash, i) => new KeptBlock(First + i, hash))];

    /// <summary>Whether headers, one after another, are of the same chain as far as can be told: the same blocks where both have one, and the kept one as parent.</summary>
    public bool Fit(IReadOnlyList<BlockHeader> headers) =>
        (At(headers[0].Number - 1) is not { } parent || parent == headers[0].ParentHash) && headers.All(header => At(header.Number) is not { } kept || kept == header.Hash);

    /// <summary>The chain with headers that fit. A gap before them, which leaves nothing to compare, begins it anew; what is below it is not taken in.</summary>
    /// <param name="headers">The headers, one after another.</param>
    /// <param name="most">How many blocks are kept; the lowest go.</param>
    public KeptHeaders With(IReadOnlyList<BlockHeader> headers, int most)
    {
        if (headers[^1].Number <= Last) return this;
        var follows = headers[0].Number <= Last + 1 && headers[0].Number >= First;
        Hash32[] hashes = follows
            ? [.. Hashes, .. headers.Where(header => header.Number > Last).Select(static header => header.Hash)]
            : [.. headers.Select(static header => header.Hash)];
        var first = follows ? First : headers[0].Number;
        var excess = Math.Max(0, hashes.Length - most);
        return new KeptHeaders(first + excess, hashes[excess..]);
    }

    /// <summary>The chain that leaves this one after a block, or has none of its blocks.</summary>
    /// <param name="ancestor">The last block that both have; null for none.</param>
    /// <param name="branch">The blocks after it, up to the last.</param>
    public KeptHeaders Branching(long? ancestor, IReadOnlyList<Hash32> branch) =>
        ancestor is { } common ? this with { Hashes = [.. Hashes.Take((int)(common - First + 1)), .. branch] } : this with { Hashes = branch };
}
