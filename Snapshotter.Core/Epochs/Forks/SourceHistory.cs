namespace Snapshotter.Core.Epochs.Forks;

/// <summary>What is known of the source chain that epochs were read from.</summary>
/// <param name="Headers">Its latest blocks.</param>
/// <param name="Rebuilds">The epochs that are to be built anew, in ascending order.</param>
public sealed record SourceHistory(KeptHeaders Headers, IReadOnlyList<RebuildEpoch> Rebuilds)
{
    /// <summary>Why and of what an epoch is built anew; null when it is not.</summary>
    public RebuildEpoch? RebuildOf(long epochId) => Rebuilds.FirstOrDefault(rebuild => rebuild.Epoch.Id == epochId);

    /// <summary>The history without an epoch to be built anew.</summary>
    public SourceHistory Without(long epochId) => RebuildOf(epochId) is null ? this : this with { Rebuilds = [.. Rebuilds.Where(rebuild => rebuild.Epoch.Id != epochId)] };
}
