using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.Chaos.Worlds;

/// <summary>One fork of a world's chain, and what an undisturbed run over it gives.</summary>
/// <param name="Chain">The whole chain, the blocks shared with other forks included.</param>
/// <param name="Hashes">The hash of every block, from the first one on.</param>
/// <param name="Snapshots">The texts of all snapshots.</param>
internal sealed record ChaosFork(RecordedChain Chain, IReadOnlyList<string> Hashes, IReadOnlyDictionary<SnapshotKey, string> Snapshots)
{
    /// <summary>The hash of a block.</summary>
    public string HashOf(long block) => Hashes[checked((int)(block - Chain.First))];
}
