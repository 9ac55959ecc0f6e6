using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Interventions;

/// <summary>
/// What an operator does to epochs: queues jobs for what did not go well, or ends what waits. What is final is left alone. Each action is on the
/// epoch as it was seen. Doing the same twice equals doing it once, because a job whose key is queued is not queued again.
/// </summary>
public sealed class EpochInterventions
{
    private const int MaxRounds = 1_000;
    private const int Portion = 100;

    private readonly IEpochCatalogue _catalogue;
    private readonly IStateStore _store;
    private readonly IJobLedger _ledger;
    private readonly JobInterventions _jobs;
    private readonly EpochTracker _tracker;
    private readonly RebuildPlans _rebuilds;
    private readonly IPinQueue? _pins;

    internal EpochInterventions(IEpochCatalogue catalogue, IStateStore store, IJobLedger ledger, JobInterventions jobs, EpochTracker tracker, RebuildPlans rebuilds, IPinQueue? pins = null)
    {
        _catalogue = catalogue;
        _store = store;
        _ledger = ledger;
        _jobs = jobs;
        _tracker = tracker;
        _rebuilds = rebuilds;
        _pins = pins;
    }

    /// <summary>Acts on an epoch.</summary>
    /// <param name="action">What to do.</param>
    /// <param name="epochId">The epoch.</param>
    /// <param name="version"><see cref="EpochLine.Version"/> as the operator saw it.</param>
    /// <param name="stage">The stage to retry; not looked at by other actions.</param>
    /// <param name="reason">Why an epoch is skipped; not looked at by other actions.</param>
    /// <param name="cancellationToken">Cancels what is not done yet.</param>
    public async ValueTask<InterventionOutcome> ActAsync(
        EpochAction action, long epochId, string version, Stage stage, string reason, CancellationToken cancellationToken)
    {
        if (await _catalogue.EpochAsync(epochId, cancellationToken) is not { } epoch) return InterventionOutcome.Nothing;
        if (epoch.Version != version) return InterventionOutcome.Changed;
        if (action == EpochAction.Skip) return await SkipAsync(epochId, reason, cancellationToken);
        if (action == EpochAction.Repin) return await RepinAsync(epochId, cancellationToken);
        var report = (await _store.EpochReportsAsync(epochId, 1, cancellationToken)).SingleOrDefault();
        if (report is null) return InterventionOutcome.Nothing;
        var final = report.Transitions.Where(static one => one is { Stage: Stage.SnapshotFinalize, Succeeded: true }).Select(static one => one.Subject).ToHashSet(StringComparer.Ordinal);
        var failed = report.Transitions.Where(one => one.Stage == stage && !one.Succeeded).Select(static one => one.Subject).ToHashSet(StringComparer.Ordinal);
        return await QueueAsync(epochId, action switch
        {
            EpochAction.Rebuild => await _rebuilds.OfAsync(epochId, id => !final.Contains(id), cancellationToken),
            EpochAction.Resubmit => await SubmitAsync(epochId, id => !final.Contains(id), cancellationToken),
            _ when failed.Count == 0 => new StateChange(),
            _ => stage switch
            {
                Stage.Preload => new StateChange { Enqueued = [PreloadHandler.JobFor(epochId)] },
                Stage.SnapshotBuild => await _rebuilds.OfAsync(epochId, failed.Contains, cancellationToken),
                Stage.SnapshotSubmitPayloadCommit or Stage.RelayerSend => await SubmitAsync(epochId, failed.Contains, cancellationToken),
                Stage.SnapshotFinalize => new StateChange { Enqueued = [FinalizeHandler.JobFor(epochId, "again", [.. failed.Order(StringComparer.Ordinal)])] },
                _ => new StateChange(),
            },
        }, cancellationToken);
    }

    private async ValueTask<InterventionOutcome> QueueAsync(long epochId, StateChange change, CancellationToken cancellationToken)
    {
        if (change.Enqueued.Count == 0) return InterventionOutcome.Nothing;
        _tracker.Released(epochId);
        await _store.CommitAsync(change, cancellationToken);
        return InterventionOutcome.Done;
    }

    private async ValueTask<StateChange> SubmitAsync(long epochId, Func<string, bool> isAsked, CancellationToken cancellationToken)
    {
        string[] ids = [.. (await _store.BuiltAsync(epochId, cancellationToken)).Select(static built => built.ProjectId).Where(isAsked)];
        return new StateChange { Enqueued = [.. Slice.Of("", ids, _rebuilds.SliceSize).Select(slice => SubmitHandler.JobFor(epochId, $"again/{slice.From}", slice.Items))] };
    }

    private async ValueTask<InterventionOutcome> RepinAsync(long epochId, CancellationToken cancellationToken)
    {
        if (_pins is null) return InterventionOutcome.Nothing;
        var built = await _store.BuiltAsync(epochId, cancellationToken);
        return await _pins.QueueAsync(epochId, [.. built.Select(static one => one.Cid)], cancellationToken) > 0 ? InterventionOutcome.Done : InterventionOutcome.Nothing;
    }

    // What is given up may queue jobs that follow from it: they are skipped as well. What a worker holds ends by itself.
    private async ValueTask<InterventionOutcome> SkipAsync(long epochId, string reason, CancellationToken cancellationToken)
    {
        var skipped = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var waiting = (await _ledger.OfEpochAsync(epochId, Portion, cancellationToken)).Where(static job => job.State != JobState.Processing).ToList();
            var before = skipped;
            foreach (var job in waiting)
            {
                if (await _jobs.DeleteAsync(job.Seen, $"Skipped by the operator: {reason}", cancellationToken)) skipped++;
            }

            if (skipped == before) break;
        }

        return skipped > 0 ? InterventionOutcome.Done : InterventionOutcome.Nothing;
    }
}
