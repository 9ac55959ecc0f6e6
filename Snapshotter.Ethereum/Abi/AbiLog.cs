using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Abi;

/// <summary>What an event leaves in a log, besides the contract's address.</summary>
/// <param name="Topics">The topics, at most <see cref="MaxTopics"/>.</param>
/// <param name="Data">The parameters that are not indexed.</param>
public sealed record AbiLog(IReadOnlyList<Hash32> Topics, byte[] Data)
{
    /// <summary>The EVM's instructions go from LOG0 to LOG4.</summary>
    public const int MaxTopics = 4;
}
