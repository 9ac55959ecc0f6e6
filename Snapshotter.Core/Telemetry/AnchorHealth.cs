namespace Snapshotter.Core.Telemetry;

/// <summary>Judges what only a node with an anchor chain has. Pure.</summary>
internal static class AnchorHealth
{
    /// <summary>The health of the anchor chain and of submission; nothing before the anchor chain was looked at.</summary>
    public static IEnumerable<StageHealth> Judge(ProgressSnapshot progress, HealthOptions options, DateTimeOffset now)
    {
        if (progress.AnchorReadAt is null && progress.AnchorFailure is null) yield break;
        yield return JudgeChain(progress, options, now);
        var submission = StageNames.NameOf(Stage.RelayerSend);
        yield return progress.SubmissionFailure is { } reason
            ? new StageHealth(submission, false, "refused", reason, progress.StartedAt, options.AnchorDeadline)
            : new StageHealth(submission, true, "ok", "This node may submit.", progress.StartedAt, options.AnchorDeadline);
    }

    private static StageHealth JudgeChain(ProgressSnapshot progress, HealthOptions options, DateTimeOffset now)
    {
        const string stage = "ANCHOR_HEAD";
        var since = progress.AnchorReadAt ?? progress.StartedAt;
        if (progress.AnchorFailure is not { } failure) return new StageHealth(stage, true, "ok", $"The anchor chain is read up to block {progress.AnchorHead}.", since, options.AnchorDeadline);
        var isLate = now - since > options.AnchorDeadline;
        return new StageHealth(stage, !isLate, isLate ? "unreadable" : "retrying", failure, since, options.AnchorDeadline);
    }
}
