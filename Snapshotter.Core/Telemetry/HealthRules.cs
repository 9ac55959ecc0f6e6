using Snapshotter.Core.Epochs;

namespace Snapshotter.Core.Telemetry;

/// <summary>Judges progress against deadlines. Pure: a table of cases tests it.</summary>
public static class HealthRules
{
    /// <summary>The part that only who releases epochs can judge.</summary>
    internal const string SourceHead = "SOURCE_HEAD";

    /// <summary>The health of the source head, of the release of epochs, and of their jobs.</summary>
    public static IReadOnlyList<StageHealth> Judge(ProgressSnapshot progress, int epochsInFlight, EpochOptions epochs, HealthOptions options, DateTimeOffset now) =>
    [
        JudgeHead(progress, options, now),
        JudgeRelease(progress, epochsInFlight, epochs, options, now),
        JudgeEpochs(progress, epochsInFlight, options, now),
        .. JudgeStore(progress),
        .. AnchorHealth.Judge(progress, options, now),
    ];

    private static IEnumerable<StageHealth> JudgeStore(ProgressSnapshot progress)
    {
        // Without the state nothing can be kept, so there is no time to wait for.
        if (progress.StoreFailure is { } reason) yield return new StageHealth("STATE_STORE", false, "unreachable", reason, progress.StoreFailedAt ?? progress.StartedAt, TimeSpan.Zero);
    }

    private static StageHealth JudgeHead(ProgressSnapshot progress, HealthOptions options, DateTimeOffset now)
    {
        const string stage = SourceHead;
        var since = progress.HeadMovedAt ?? progress.StartedAt;
        if (progress.UsedUpAtBlock is { } last)
        {
            return new StageHealth(stage, true, "exhausted", $"The recording is used up at block {last}; the node keeps serving.", since, options.HeadDeadline);
        }

        var isLate = now - since > options.HeadDeadline;
        if (progress.SourceFailure is { } reason) return new StageHealth(stage, !isLate, isLate ? "unreadable" : "retrying", reason, since, options.HeadDeadline);
        if (isLate && progress.AnchorReadAt is not null) return new StageHealth(stage, true, "idle", "The source is read when the anchor chain releases the next epoch.", since, options.HeadDeadline);
        if (isLate) return new StageHealth(stage, false, "stalled", $"The source head has not moved from block {progress.Head}: check the endpoints.", since, options.HeadDeadline);
        return progress.Head is { } head
            ? new StageHealth(stage, true, "ok", $"The source head is at block {head}.", since, options.HeadDeadline)
            : new StageHealth(stage, true, "starting", "The source has not been read yet.", since, options.HeadDeadline);
    }

    private static StageHealth JudgeRelease(ProgressSnapshot progress, int epochsInFlight, EpochOptions epochs, HealthOptions options, DateTimeOffset now)
    {
        var stage = StageNames.NameOf(Stage.EpochReleased);
        var since = Latest(progress.ReleasedAt, progress.StartedAt);
        var due = progress.AnchorReadAt is null && progress.Released is { } released && progress.Head >= released.Epoch.End + epochs.Size + epochs.HeadOffset
            && epochsInFlight < epochs.MaxInFlight && progress.UsedUpAtBlock is null && progress.SourceFailure is null;
        if (due && now - Latest(progress.HeadMovedAt, since) > options.ReleaseDeadline)
        {
            return new StageHealth(stage, false, "stalled", $"Block {progress.Head} is there, but epoch {progress.Released!.Epoch.Id + 1} is not released: see the log.", since, options.ReleaseDeadline);
        }

        return progress.Released is { } current
            ? new StageHealth(stage, true, "ok", $"Epoch {current.Epoch.Id} is released.", since, options.ReleaseDeadline)
            : new StageHealth(stage, true, "starting", "No epoch is released yet.", since, options.ReleaseDeadline);
    }

    private static StageHealth JudgeEpochs(ProgressSnapshot progress, int epochsInFlight, HealthOptions options, DateTimeOffset now)
    {
        var stage = StageNames.NameOf(Stage.SnapshotFinalize);
        var since = Latest(progress.EndedAt, progress.StartedAt);
        if (epochsInFlight == 0) return new StageHealth(stage, true, "idle", $"Every released epoch has ended; the latest is {progress.EndedEpoch ?? 0}.", since, options.EpochDeadline);
        return now - Latest(progress.ReleasedAt, since) > options.EpochDeadline && now - since > options.EpochDeadline
            ? new StageHealth(stage, false, "stalled", $"{epochsInFlight} epochs have unfinished jobs: see epochProcessingStatus for the stage and the reason.", since, options.EpochDeadline)
            : new StageHealth(stage, true, "ok", $"{epochsInFlight} epochs are in work.", since, options.EpochDeadline);
    }

    private static DateTimeOffset Latest(DateTimeOffset? left, DateTimeOffset right) => left is { } value && value > right ? value : right;
}
