using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core;

/// <summary>Project types whose data sources the protocol state tells: each epoch builds exactly those that are allowed in it.</summary>
public sealed class DynamicSourceTests
{
    [Fact]
    public async Task A_source_is_built_from_the_epoch_on_that_enables_it_until_the_one_that_does_not()
    {
        using var folder = new TemporaryFolder();
        await using var rig = Rig(folder);
        await TellAsync(rig, new ProjectUpdate("moving:0xA:NS", true, 2), new ProjectUpdate("moving:0xa:NS", false, 4));
        await rig.ReleaseAsync(1, 2, 3, 4);
        await rig.RunAsync();
        (await BuiltAsync(rig, 1, 2, 3, 4)).Should().Equal("", "moving:0xa:NS=0xA genesis", "moving:0xa:NS=0xA", "");
        (await rig.State.FinalizedCidAsync(3, "moving:0xa:NS", default)).Should().NotBeNull();
    }

    [Fact]
    public async Task An_update_that_comes_after_its_epoch_was_released_holds_from_the_next_one_on()
    {
        using var folder = new TemporaryFolder();
        await using var rig = Rig(folder);
        await rig.ReleaseAsync(1, 2);
        await TellAsync(rig, new ProjectUpdate("moving:a:NS", true, 1));
        await rig.ReleaseAsync(3);
        await rig.RunAsync();
        (await BuiltAsync(rig, 1, 2, 3)).Should().Equal("", "", "moving:a:NS=a genesis");
    }

    [Fact]
    public async Task Sources_survive_a_restart_and_epochs_that_were_open_keep_theirs()
    {
        using var folder = new TemporaryFolder();
        await using (var first = Rig(folder))
        {
            await TellAsync(first, new ProjectUpdate("moving:a:NS", true, 1));
            await first.ReleaseAsync(1);
            await TellAsync(first, new ProjectUpdate("moving:a:NS", false, 1), new ProjectUpdate("moving:b:NS", true, 2));
            await first.ReleaseAsync(2);
        }

        await using var rig = Rig(folder);
        await rig.RunAsync();
        (await BuiltAsync(rig, 1, 2)).Should().Equal("moving:a:NS=a genesis", "moving:b:NS=b genesis");
    }

    [Fact]
    public async Task The_operators_list_holds_from_the_beginning_and_a_changed_one_from_the_next_epoch_on()
    {
        using var folder = new TemporaryFolder();
        await using (var first = Rig(folder, "moving:a:NS", "moving:b:NS", "other:c:NS"))
        {
            await first.ReleaseAsync(1);
            await first.RunAsync();
        }

        await using var rig = Rig(folder, "MOVING:B:NS", "moving:c:NS");
        await rig.ReleaseAsync(2);
        await rig.RunAsync();
        await rig.ReleaseAsync(3);
        await rig.RunAsync();
        (await BuiltAsync(rig, 1, 2, 3)).Should().Equal("moving:a:NS=a moving:b:NS=b", "moving:a:NS=a moving:b:NS=b", "moving:b:NS=b moving:c:NS=c genesis");
        (await rig.State.SubmissionTotalsAsync(default)).Select(static total => total.ProjectId).Should().Equal("moving:b:NS", "moving:c:NS");
    }

    [Fact]
    public async Task Aggregates_over_one_source_follow_it_and_those_over_many_say_which_one_is_missing()
    {
        var plan = ScriptedAggregate.Onto(
            Plan(), ScriptedAggregate.Over("daily", "moving:"), ScriptedAggregate.Over("weekly", "daily:"), ScriptedAggregate.OverMany("all", "daily:a:NS", "daily:b:NS"));
        var many = plan.Aggregates[2].Projects[0].Id;
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, plan);
        await TellAsync(rig, new ProjectUpdate("moving:a:NS", true, 2), new ProjectUpdate("moving:b:NS", true, 3));
        await rig.ReleaseAsync(1, 2, 3);
        await rig.RunAsync();
        (await IdsAsync(rig, 1)).Should().BeEmpty();
        (await IdsAsync(rig, 2)).Should().Equal("daily:a:NS", "moving:a:NS", "weekly:a:NS");
        (await IdsAsync(rig, 3)).Should().Equal(many, "daily:a:NS", "daily:b:NS", "moving:a:NS", "moving:b:NS", "weekly:a:NS", "weekly:b:NS");
        (await ErrorAsync(rig, 1, many)).Should().Be("daily:a:NS, which it is composed from, has no snapshot in this epoch.");
        (await ErrorAsync(rig, 2, many)).Should().Be("daily:b:NS, which it is composed from, has no snapshot in this epoch.");
        (await rig.State.FinalizedCidAsync(3, many, default)).Should().Be(Make.Cid("""{"text":"3: daily:a:NS daily:b:NS"}"""));
    }

    [Fact]
    public async Task A_type_without_any_source_costs_nothing_and_its_epoch_ends()
    {
        using var folder = new TemporaryFolder();
        await using var rig = Rig(folder);
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Select(static transition => transition.Stage).Should().Equal(Stage.Preload);
        (await rig.Queue.PendingByEpochAsync(default)).Should().BeEmpty();
    }

    private static PipelineRig Rig(TemporaryFolder folder, params string[] projects) => new(folder, Plan(), protocol: new LocalProtocolOptions { Projects = projects });

    private static ProjectPlan Plan() =>
        new("NS", [new ProjectType("moving", new Telling(), [], []) { IsDynamic = true }], new Dictionary<string, IPreloader>());

    private static async Task TellAsync(PipelineRig rig, params ProjectUpdate[] updates) => await rig.State.CommitAsync(new StateChange { ProjectUpdates = updates }, default);

    private static async Task<IEnumerable<string>> IdsAsync(PipelineRig rig, long epoch) => (await rig.State.BuiltAsync(epoch, default)).Select(static built => built.ProjectId);

    private static async Task<string?> ErrorAsync(PipelineRig rig, long epoch, string subject) =>
        (await rig.State.EpochReportsAsync(epoch, 1, default)).Single().Transitions.Single(transition => transition.Subject == subject && transition.Stage == Stage.SnapshotBuild).Error;

    /// <summary>What each epoch built, and what its processor was told of the sources.</summary>
    private static async Task<string[]> BuiltAsync(PipelineRig rig, params long[] epochs)
    {
        var lines = new string[epochs.Length];
        for (var i = 0; i < epochs.Length; i++)
        {
            var texts = new List<string>();
            foreach (var built in await rig.State.BuiltAsync(epochs[i], default))
            {
                var content = await rig.Content.GetAsync(built.Cid, default);
                texts.Add($"{built.ProjectId}={System.Text.Json.Nodes.JsonNode.Parse(content!.Value.Span)!["text"]}");
            }

            lines[i] = string.Join(' ', texts);
        }

        return lines;
    }

    private sealed class Telling : ISnapshotProcessor
    {
        public ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken) =>
            new(new ScriptedProcessor.Text(source!.IsGenesis ? $"{source} genesis" : $"{source}"));
    }
}
