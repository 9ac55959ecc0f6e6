using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>Every epoch is released, and every project in it ends: finalized, or with the reason why not.</summary>
internal sealed class EveryEpochEnds : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "Every epoch ends in a named state";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        if (history.JobsLeft > 0) yield return FormattableString.Invariant($"{history.JobsLeft} jobs were left in the queue.");
        if (history.JobsProcessing > 0) yield return FormattableString.Invariant($"{history.JobsProcessing} jobs were left as if a worker had them.");
        foreach (var epochId in history.OpenEpochs.Order()) yield return FormattableString.Invariant($"epoch {epochId} was left open.");
        foreach (var record in history.RecordsLeft) yield return $"{record} was left of jobs that have ended.";
        if (history.SubmissionsLeft > 0) yield return FormattableString.Invariant($"{history.SubmissionsLeft} submissions were left, neither taken nor refused.");
        for (long epochId = 1; epochId <= history.Epochs; epochId++)
        {
            if (!history.Outcomes.TryGetValue(epochId, out var outcome))
            {
                yield return FormattableString.Invariant($"epoch {epochId} was never released.");
                continue;
            }

            foreach (var projectId in history.ProjectIds.Where(projectId => !HasEnded(outcome, projectId)))
                yield return FormattableString.Invariant($"{projectId} in epoch {epochId} has neither a finality nor a reason.");
        }
    }

    private static bool HasEnded(EpochOutcome outcome, string projectId) =>
        outcome.Stages.ContainsKey((Stage.SnapshotFinalize, projectId)) || outcome.Stages.Any(stage => stage.Key.Subject == projectId && !string.IsNullOrWhiteSpace(stage.Value));
}
