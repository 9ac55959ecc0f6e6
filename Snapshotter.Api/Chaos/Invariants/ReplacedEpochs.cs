using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>
/// Epochs that stayed on a dropped fork, because something of them was submitted before it was dropped. What was not built by then, because the node was killed
/// or its stores failed, cannot be built any more: nobody has its blocks. What was built needs none to be submitted.
/// </summary>
internal static class ReplacedEpochs
{
    /// <summary>The kinds of jobs that read blocks.</summary>
    private static readonly string[] Reading = ["preload", "build", "bulk", "aggregate"];

    /// <summary>Whether a project was not built before its epoch's blocks were gone.</summary>
    public static bool LacksBlocksOf(History history, SnapshotKey key) =>
        Has(history, key.EpochId) && !(history.Outcomes[key.EpochId].Stages.TryGetValue((Stage.SnapshotBuild, key.ProjectId), out var error) && error is null);

    /// <summary>Whether a job that was given up read blocks that are gone.</summary>
    public static bool Had(History history, string deadJob) => history.Outcomes.Keys.Any(epochId =>
        Has(history, epochId) && Reading.Any(kind => deadJob.StartsWith(FormattableString.Invariant($"{kind} of epoch {epochId}:"), StringComparison.Ordinal)));

    private static bool Has(History history, long epochId) =>
        history.Outcomes.GetValueOrDefault(epochId) is { } outcome && outcome.EndHash != history.Forks[history.FinalFork].EndHashes.GetValueOrDefault(epochId)
        && outcome.Note?.Contains("\"state\":\"submitted\"", StringComparison.Ordinal) == true;
}
