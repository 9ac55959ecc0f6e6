namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>A head that does not move.</summary>
/// <param name="Number">The height of the newest block.</param>
public sealed record FixedHead(long Number) : IChainHead
{
    /// <summary>The whole chain is there from the start.</summary>
    public static FixedHead AllOf(RecordedChain chain) => new(chain.Last);
}
