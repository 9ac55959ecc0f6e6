using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.CommandLine;

/// <summary>How far a recording can be seen, from the pace its user asked for.</summary>
internal static class ChainHeads
{
    /// <summary>Seconds per block unless told otherwise.</summary>
    public const double DefaultPace = 1;

    /// <summary>All at once for a pace of 0; otherwise one block after another from <paramref name="from"/> on.</summary>
    public static IChainHead Of(RecordedChain chain, double pace, long from) => pace == 0
        ? FixedHead.AllOf(chain)
        : new PacedHead(TimeProvider.System, Math.Clamp(from, chain.First, chain.Last), chain.Last, pace, TimeProvider.System.GetUtcNow());
}
