namespace Snapshotter.Core.Chain;

/// <summary>The outcome of reading an epoch.</summary>
/// <param name="Chain">The epoch, or null while the source head is not far enough.</param>
/// <param name="Reorganised">Whether its first block has another parent than the epoch before it ended with.</param>
public sealed record EpochRead(EpochChain? Chain, bool Reorganised)
{
    /// <summary>The source head is not far enough.</summary>
    public static EpochRead NotYet { get; } = new(null, false);
}
