using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Submission;

/// <summary>What is to be written when snapshots were built and could not be submitted.</summary>
internal static class Unsubmitted
{
    /// <summary>Every project ends with the reason.</summary>
    public static StateChange ToChange(IReadOnlyList<BuiltSnapshot> snapshots, string reason, DateTimeOffset now) => new()
    {
        Transitions = [.. snapshots.Select(snapshot => new Transition(
            snapshot.EpochId, Stage.SnapshotSubmitPayloadCommit, snapshot.ProjectId, reason, null, now.ToUnixTimeSeconds()))],
        Reports = [.. snapshots.Select(snapshot => new SubmissionReport(snapshot.EpochId, snapshot.ProjectId, SubmissionOutcome.Missed, snapshot.Cid, null, reason))],
    };
}
