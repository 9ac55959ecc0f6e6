using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Epochs.Catalogue;

/// <summary>How a project fared in an epoch.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="ReleasedAt">When the epoch was released, in Unix seconds.</param>
/// <param name="Cid">What this node built, or null.</param>
/// <param name="Stages">The outcomes of its stages, in their order.</param>
public sealed record ProjectEpoch(long EpochId, long ReleasedAt, Cid? Cid, IReadOnlyList<Transition> Stages)
{
    /// <summary>From the release to the end of the building; null when it was not built, or that is past retention.</summary>
    public TimeSpan? BuildTime => Stages.FirstOrDefault(static stage => stage is { Stage: Stage.SnapshotBuild, Succeeded: true }) is { } built ? TimeSpan.FromSeconds(Math.Max(0, built.Timestamp - ReleasedAt)) : null;

    /// <summary>The outcome to show: the first failure, otherwise the latest stage.</summary>
    public Transition Shown => Stages.FirstOrDefault(static stage => !stage.Succeeded) ?? Stages[^1];
}
