using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Interventions;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Interventions;

/// <summary>What an operator's action on an epoch leads to, in the whole pipeline.</summary>
public sealed class EpochInterventionsTests
{
    private const string Broken = "type:s1:NS";

    private static readonly string?[] AllWell = [null, null, null];

    [Fact]
    public async Task Only_what_failed_is_built_again_and_then_all_is_final_and_accounted_as_success()
    {
        var (isBroken, calls) = (true, 0);
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(3, (source, epoch) =>
        {
            Interlocked.Increment(ref calls);
            return isBroken && source!.Value == "s1" ? throw new SnapshotException("No reserves.") : new ScriptedProcessor.Text($"{source} in {epoch}");
        }));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal(null, "-", null);

        isBroken = false;
        var seen = await VersionAsync(rig, 1);
        (await ActAsync(rig, EpochAction.Retry, 1, seen, Stage.SnapshotBuild)).Should().Be(InterventionOutcome.Done);
        (await ActAsync(rig, EpochAction.Retry, 1, seen, Stage.SnapshotBuild)).Should().Be(InterventionOutcome.Changed, "there is a job now");
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal(AllWell);
        calls.Should().Be(4);
        (await rig.State.SubmissionReportsAsync(Broken, 5, default)).Single().Outcome.Should().Be(SubmissionOutcome.Successful);
        (await rig.State.SubmissionTotalsAsync(default)).Should().OnlyContain(static totals => totals.Successful == 1 && totals.Missed == 0);
        (await ActAsync(rig, EpochAction.Retry, 1, await VersionAsync(rig, 1), Stage.SnapshotBuild)).Should().Be(InterventionOutcome.Nothing);
        (await ActAsync(rig, EpochAction.Rebuild, 1, await VersionAsync(rig, 1))).Should().Be(InterventionOutcome.Nothing, "all is final");
        (await ActAsync(rig, EpochAction.Resubmit, 1, await VersionAsync(rig, 1))).Should().Be(InterventionOutcome.Nothing);
    }

    [Fact]
    public async Task An_epoch_in_which_nothing_was_built_is_rebuilt()
    {
        using var folder = new TemporaryFolder();
        var isDown = true;
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(3, (source, epoch) => isDown ? throw new SourceChainException("No endpoint answers.") : new ScriptedProcessor.Text($"{source}")));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().OnlyContain(static error => error == "No endpoint answers.");
        isDown = false;
        (await ActAsync(rig, EpochAction.Rebuild, 1, await VersionAsync(rig, 1))).Should().Be(InterventionOutcome.Done);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal(AllWell);
    }

    [Fact]
    public async Task What_is_final_keeps_its_account_when_it_is_submitted_after_its_window()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(3), protocol: new LocalProtocolOptions { SubmissionWindowEpochs = 1 });
        foreach (var epoch in (long[])[1, 2, 3])
        {
            await rig.ReleaseAsync(epoch);
            await rig.RunAsync();
        }

        await rig.State.CommitAsync(new StateChange { Enqueued = [Snapshotter.Core.Submission.SubmitHandler.JobFor(1, "late", [.. rig.Plan.ProjectIds])] }, default);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal(AllWell);
        (await rig.OutcomesAsync(1, Stage.RelayerSend)).Should().Equal(AllWell);
        (await rig.State.SubmissionTotalsAsync(default)).Should().OnlyContain(static totals => totals.Missed == 0);
    }

    [Fact]
    public async Task A_skipped_epoch_ends_every_project_with_the_reason_and_leaves_nothing_in_the_queue()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(3));
        await rig.ReleaseAsync(1);
        (await ActAsync(rig, EpochAction.Skip, 1, "another", reason: "Too late.")).Should().Be(InterventionOutcome.Changed);
        (await ActAsync(rig, EpochAction.Skip, 1, await VersionAsync(rig, 1), reason: "Too late.")).Should().Be(InterventionOutcome.Done);
        (await rig.Queue.HasJobsAsync(1, default)).Should().BeFalse();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().OnlyContain(static error => error!.Contains("Skipped by the operator: Too late."));
        (await rig.State.SubmissionReportsAsync(Broken, 5, default)).Single().Outcome.Should().Be(SubmissionOutcome.Missed);
        (await ActAsync(rig, EpochAction.Skip, 9, "", reason: "Too late.")).Should().Be(InterventionOutcome.Nothing, "there is no such epoch");
    }

    [Fact]
    public async Task A_paused_project_is_not_built_and_its_epochs_say_why_until_it_is_resumed()
    {
        var built = new List<string>();
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(3, (source, epoch) =>
        {
            lock (built) built.Add($"{source} in {epoch}");
            return new ScriptedProcessor.Text($"{source} in {epoch}");
        }));
        var pauses = rig.Services.GetRequiredService<PausedProjects>();
        (await pauses.SetAsync(Broken, true, default)).Should().BeTrue();
        (await pauses.SetAsync(Broken, true, default)).Should().BeFalse();
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal(null, PausedProjects.Reason, null);
        (await pauses.SetAsync(Broken, false, default)).Should().BeTrue();
        (await pauses.AllAsync(default)).Should().BeEmpty();
        await rig.ReleaseAsync(2);
        await rig.RunAsync();
        (await rig.OutcomesAsync(2, Stage.SnapshotFinalize)).Should().Equal(AllWell);
        built.Should().HaveCount(5);
    }

    private static async Task<string> VersionAsync(PipelineRig rig, long epochId) => (await rig.Services.GetRequiredService<IEpochCatalogue>().EpochAsync(epochId, default))!.Version;

    private static async Task<InterventionOutcome> ActAsync(PipelineRig rig, EpochAction action, long epochId, string version, Stage stage = Stage.EpochReleased, string reason = "") =>
        await rig.Services.GetRequiredService<EpochInterventions>().ActAsync(action, epochId, version, stage, reason, default);
}
