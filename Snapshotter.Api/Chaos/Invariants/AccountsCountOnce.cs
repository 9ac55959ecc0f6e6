using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>The counters tell as many submissions as there are final epochs, and as many missed ones as were not built or did not get through, however often something was tried.</summary>
internal sealed class AccountsCountOnce : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "Submissions are counted once";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        foreach (var projectId in history.ProjectIds)
        {
            var final = history.Finalized.Keys.Count(key => key.ProjectId == projectId);
            var counts = history.Counts.GetValueOrDefault(projectId, new SubmissionCounts(0, 0, 0));
            if (counts.Successful != final) yield return FormattableString.Invariant($"{projectId} has {counts.Successful} successful submissions and {final} final epochs.");
            var missed = history.Outcomes.Values.Count(outcome => HasFailed(outcome, Stage.SnapshotBuild, projectId) || HasFailed(outcome, Stage.RelayerSend, projectId));
            if (counts.Missed != missed) yield return FormattableString.Invariant($"{projectId} has {counts.Missed} missed submissions and {missed} that were not built or did not get through.");
            if (counts.Incorrect != 0) yield return FormattableString.Invariant($"{projectId} has {counts.Incorrect} incorrect submissions, with nobody to disagree.");
        }
    }

    private static bool HasFailed(EpochOutcome outcome, Stage stage, string projectId) => outcome.Stages.GetValueOrDefault((stage, projectId)) is not null;
}
