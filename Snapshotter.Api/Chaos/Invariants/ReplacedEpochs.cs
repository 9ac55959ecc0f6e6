namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>
/// Epochs that stayed on a dropped fork, because something of them was submitted before it was dropped. What was not built by then, because the node was killed
/// or its stores failed, cannot be built any more: nobody has its blocks.
/// </summary>
internal static class ReplacedEpochs
{
    /// <summary>Whether the epoch is one.</summary>
    public static bool Has(History history, long epochId) =>
        history.Outcomes.GetValueOrDefault(epochId) is { } outcome && outcome.EndHash != history.Forks[history.FinalFork].EndHashes.GetValueOrDefault(epochId)
        && outcome.Note?.Contains("\"state\":\"submitted\"", StringComparison.Ordinal) == true;

    /// <summary>Whether a job that was given up was one of theirs.</summary>
    public static bool Had(History history, string deadJob) =>
        history.Outcomes.Keys.Any(epochId => Has(history, epochId) && deadJob.Contains(FormattableString.Invariant($" of epoch {epochId}:"), StringComparison.Ordinal));
}
