using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Finalization;

/// <summary>What is to be written when consensus decided: finality, states, and the account of this node's own submissions.</summary>
public static class Decisions
{
    /// <summary>The change for one epoch; projects without a decision are left as they are.</summary>
    /// <param name="epochId">The epoch.</param>
    /// <param name="projectIds">The projects.</param>
    /// <param name="decided">What consensus decided, in the order of the projects.</param>
    /// <param name="own">What this node built, in the order of the projects.</param>
    /// <param name="now">When this node learnt of it.</param>
    /// <param name="refused">Why submissions did not count, by project: what was built but came too late or never has no part in a decision, even in the same one.</param>
    public static StateChange ToChange(
        long epochId, IReadOnlyList<string> projectIds, IReadOnlyList<Cid?> decided, IReadOnlyList<Cid?> own, DateTimeOffset now, IReadOnlyDictionary<string, string>? refused = null)
    {
        var finalized = new List<FinalizedSnapshot>(projectIds.Count);
        var transitions = new List<Transition>(projectIds.Count);
        var reports = new List<SubmissionReport>(projectIds.Count);
        for (var i = 0; i < projectIds.Count; i++)
        {
            if (decided[i] is not { } cid) continue;
            finalized.Add(new FinalizedSnapshot(epochId, projectIds[i], cid));
            transitions.Add(new Transition(epochId, Stage.SnapshotFinalize, projectIds[i], null, $$"""{"snapshot_cid":"{{cid}}"}""", now.ToUnixTimeSeconds()));
            reports.Add(Account(epochId, projectIds[i], own[i], cid, refused?.GetValueOrDefault(projectIds[i])));
        }

        return new StateChange { Finalized = finalized, Transitions = transitions, Reports = reports };
    }

    /// <summary>The change that takes decisions of one epoch back. A submission that did not count stays missed.</summary>
    /// <param name="reverted">The decisions, all of one epoch.</param>
    /// <param name="own">What this node built, in the order of the decisions.</param>
    /// <param name="refused">Why submissions did not count, by project.</param>
    public static StateChange ToUndo(IReadOnlyList<FinalizedSnapshot> reverted, IReadOnlyList<Cid?> own, IReadOnlyDictionary<string, string> refused) => new()
    {
        Reverted = reverted,
        Reports = [.. reverted.Select((one, i) => refused.TryGetValue(one.ProjectId, out var reason) ? new SubmissionReport(one.EpochId, one.ProjectId, SubmissionOutcome.Missed, own[i], null, reason) : null).OfType<SubmissionReport>()],
    };

    /// <summary>Why submissions of an epoch were not taken, by project.</summary>
    public static Dictionary<string, string> RefusalsOf(IEnumerable<EpochReport> ofEpoch) => ofEpoch
        .SelectMany(static report => report.Transitions)
        .Where(static transition => transition is { Stage: Stage.RelayerSend, Error: not null })
        .ToDictionary(static transition => transition.Subject, static transition => transition.Error!, StringComparer.Ordinal);

    private static SubmissionReport Account(long epochId, string projectId, Cid? own, Cid decided, string? refusal)
    {
        if (refusal is not null) return new SubmissionReport(epochId, projectId, SubmissionOutcome.Missed, own, decided, refusal);
        if (own is null) return new SubmissionReport(epochId, projectId, SubmissionOutcome.OnlyFinalized, null, decided, "Consensus decided on a snapshot that this node did not build.");
        return own == decided
            ? new SubmissionReport(epochId, projectId, SubmissionOutcome.Successful, own, decided, "")
            : new SubmissionReport(epochId, projectId, SubmissionOutcome.Incorrect, own, decided, "Consensus decided on another CID than this node submitted.");
    }
}
