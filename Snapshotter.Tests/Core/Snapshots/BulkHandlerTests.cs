using Snapshotter.Core.Chain;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Snapshots;

/// <summary>Projects that nobody knew of before an epoch was built go the same way as others, and every epoch ends in a named state.</summary>
public sealed class BulkHandlerTests
{
    private static readonly Stage[] Stages = [Stage.SnapshotBuild, Stage.SnapshotSubmitPayloadCommit, Stage.RelayerSend, Stage.SnapshotFinalize];

    [Fact]
    public async Task Every_project_that_an_epoch_touched_is_built_submitted_and_final_beside_the_configured_ones()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedBulkProcessor.Plan(static _ => ["0xA_0xB", "0xC"], configured: 1));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        var outcomes = await OutcomesAsync(rig, 1);
        foreach (var id in new[] { "bulk:0xa_0xb:NS", "bulk:0xc:NS", "type:s0:NS" }) outcomes[id].Should().Equal(Stages.Select(static stage => $"{stage} "));
        (await rig.State.FinalizedCidAsync(1, "bulk:0xa_0xb:NS", default)).Should().Be(Make.Cid("""{"text":"0xA_0xB in 1, place 0"}"""));
        (await rig.State.SubmissionTotalsAsync(default)).Should().Equal(
            new SubmissionTotals("bulk:0xa_0xb:NS", 1, 0, 0), new SubmissionTotals("bulk:0xc:NS", 1, 0, 0), new SubmissionTotals("type:s0:NS", 1, 0, 0));
    }

    [Fact]
    public async Task An_epoch_that_touched_nothing_ends_well_without_a_snapshot()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedBulkProcessor.Plan(static _ => []));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await OutcomesAsync(rig, 1)).Should().BeEquivalentTo(new Dictionary<string, string[]> { ["bulk"] = ["Preload "], ["bulk:NS"] = ["SnapshotBuild "] });
        (await rig.State.BuiltAsync(1, default)).Should().BeEmpty();
        (await rig.State.SubmissionTotalsAsync(default)).Should().BeEmpty();
        (await rig.Queue.PendingByEpochAsync(default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_several_snapshots_of_a_project_the_first_counts()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedBulkProcessor.Plan(static _ => ["0xA", "0xb", "0xa"]));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.State.BuiltAsync(1, default)).Select(static built => built.ProjectId).Should().Equal("bulk:0xa:NS", "bulk:0xb:NS");
        (await rig.State.FinalizedCidAsync(1, "bulk:0xa:NS", default)).Should().Be(Make.Cid("""{"text":"0xA in 1, place 0"}"""));
    }

    [Fact]
    public async Task Many_projects_are_submitted_and_finalized_in_slices()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedBulkProcessor.Plan(static _ => Enumerable.Range(0, 1000).Select(static i => $"0x{i:x40}")));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        var reports = await rig.State.SubmissionTotalsAsync(default);
        reports.Should().HaveCount(1000).And.OnlyContain(static total => total.Successful == 1);
        (await rig.Queue.DeadAsync(1, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_fails_is_recorded_under_its_type_and_is_not_tried_again()
    {
        var runs = 0;
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedBulkProcessor.Plan(epoch =>
        {
            runs++;
            return epoch == 1 ? throw new SnapshotException("The processor takes single blocks.") : ["0xa"];
        }, configured: 1));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await OutcomesAsync(rig, 1))["bulk:NS"].Should().Equal("SnapshotBuild The processor takes single blocks.");
        (await OutcomesAsync(rig, 1))["type:s0:NS"].Should().HaveCount(Stages.Length, "the others go on");
        (await rig.State.SubmissionReportsAsync("bulk:NS", 1, default)).Single().Outcome.Should().Be(SubmissionOutcome.Missed);
        runs.Should().Be(1);
    }

    [Fact]
    public async Task A_source_that_never_answers_fails_the_run_with_its_reason_after_the_last_attempt()
    {
        var runs = 0;
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedBulkProcessor.Plan(_ =>
        {
            runs++;
            throw new SourceChainException("No endpoint answered.");
        }));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await OutcomesAsync(rig, 1))["bulk:NS"].Should().Equal("SnapshotBuild No endpoint answered.");
        runs.Should().Be(3);
    }

    [Fact]
    public async Task Aggregates_follow_from_projects_that_arose_and_the_epoch_is_submitted_when_all_of_it_is_built()
    {
        var plan = ScriptedAggregate.Onto(
            ScriptedBulkProcessor.Plan(static epoch => epoch == 1 ? ["0xa", "0xb"] : [], configured: 1),
            ScriptedAggregate.Over("daily", "bulk:"),
            ScriptedAggregate.Over("weekly", "daily:"),
            ScriptedAggregate.OverMany("all", "type:s0:NS", "bulk:0xa:NS"));
        var many = plan.Aggregates[2].Projects[0].Id;
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, plan);
        await rig.ReleaseAsync(1, 2);
        await rig.RunAsync();
        (await rig.State.BuiltAsync(1, default)).Select(static built => built.ProjectId).Should().Equal(
            many, "bulk:0xa:NS", "bulk:0xb:NS", "daily:0xa:NS", "daily:0xb:NS", "type:s0:NS", "weekly:0xa:NS", "weekly:0xb:NS");
        (await rig.State.FinalizedCidAsync(1, "weekly:0xb:NS", default)).Should().Be(Make.Cid("""{"text":"1: daily:0xb:NS"}"""));
        (await rig.State.FinalizedCidAsync(1, many, default)).Should().Be(Make.Cid("""{"text":"1: bulk:0xa:NS type:s0:NS"}"""));

        var second = await OutcomesAsync(rig, 2);
        second[many].Should().Equal("SnapshotBuild bulk:0xa:NS, which it is composed from, has no snapshot in this epoch.");
        second["type:s0:NS"].Should().HaveCount(Stages.Length);
        second.Keys.Should().BeEquivalentTo(["bulk", "type", "bulk:NS", "type:s0:NS", many], static options => options.WithoutStrictOrdering());
    }

    [Fact]
    public async Task What_arose_is_counted_after_a_restart_and_goes_when_nothing_of_it_is_kept()
    {
        var plan = ScriptedBulkProcessor.Plan(static epoch => epoch < 4 ? [$"0x{epoch}"] : ["0x1"], configured: 1);
        using var folder = new TemporaryFolder();
        await using (var first = new PipelineRig(folder, plan))
        {
            for (var epoch = 1; epoch <= 4; epoch++)
            {
                await first.ReleaseAsync(epoch);
                await first.RunAsync();
            }
        }

        await using var rig = new PipelineRig(folder, plan);
        await rig.ReleaseAsync(5);
        await rig.RunAsync();
        (await OwnAsync(rig)).Should().Equal("bulk:0x1:NS", "bulk:0x2:NS", "bulk:0x3:NS", "type:s0:NS");
        while (await rig.State.PruneAsync(new Retention(3, 3), default))
        {
        }

        (await OwnAsync(rig)).Should().Equal("bulk:0x1:NS", "bulk:0x3:NS", "type:s0:NS");
    }

    private static async Task<IEnumerable<string>> OwnAsync(PipelineRig rig) => (await rig.State.SubmissionTotalsAsync(default)).Select(static total => total.ProjectId);

    private static async Task<Dictionary<string, string[]>> OutcomesAsync(PipelineRig rig, long epoch) =>
        (await rig.State.EpochReportsAsync(epoch, 1, default)).Single().Transitions
        .GroupBy(static transition => transition.Subject, static transition => $"{transition.Stage} {transition.Error}")
        .ToDictionary(static group => group.Key, static group => group.ToArray());
}
