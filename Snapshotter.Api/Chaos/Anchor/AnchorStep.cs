namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>Something that the anchor chain does at a request.</summary>
/// <param name="AtRequest">The request, counted over all endpoints.</param>
/// <param name="Blocks">How many blocks are mined.</param>
/// <param name="ReleasedEpoch">The epoch up to which epochs are released by then.</param>
/// <param name="Reorganisation">What happens before to the blocks there are, or null for nothing.</param>
internal sealed record AnchorStep(long AtRequest, int Blocks, long ReleasedEpoch, AnchorReorg? Reorganisation = null);

/// <summary>A reorganisation of the anchor chain.</summary>
/// <param name="Depth">How many blocks it replaces.</param>
/// <param name="Kind">What takes their place.</param>
internal sealed record AnchorReorg(int Depth, AnchorReorgKind Kind);

/// <summary>What takes the place of replaced blocks.</summary>
internal enum AnchorReorgKind
{
    /// <summary>As many blocks with the same transactions.</summary>
    Same,

    /// <summary>As many blocks, all transactions in the first of them.</summary>
    Earlier,

    /// <summary>As many blocks without the transactions, which are lost.</summary>
    Emptied,

    /// <summary>Nothing: the chain is shorter for a while.</summary>
    Shorter,
}
