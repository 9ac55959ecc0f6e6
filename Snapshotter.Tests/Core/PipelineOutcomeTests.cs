using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core;

/// <summary>However an epoch goes, each of its projects ends in a named state, with a reason when it failed, and nothing is left in the queue.</summary>
public sealed class PipelineOutcomeTests
{
    [Fact]
    public async Task When_all_goes_well_every_project_is_built_submitted_and_final()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(5));
        await rig.ReleaseAsync(1, 2);
        await rig.RunAsync();
        foreach (var stage in new[] { Stage.SnapshotBuild, Stage.SnapshotSubmitPayloadCommit, Stage.RelayerSend, Stage.SnapshotFinalize })
        {
            (await rig.OutcomesAsync(2, stage)).Should().Equal(new string?[5], $"of {stage}");
        }

        var cid = Make.Cid("""{"text":"s3 in 2"}""");
        (await rig.State.FinalizedCidAsync(2, "type:s3:NS", default)).Should().Be(cid);
        (await rig.Content.GetAsync(cid, default)).Should().NotBeNull();
        await ShouldBeCountedAsync(rig, successful: 2, missed: 0);
    }

    [Fact]
    public async Task Processors_that_have_nothing_to_say_or_cannot_fail_alone_and_are_not_tried_again()
    {
        var calls = 0;
        var plan = ScriptedProcessor.Plan(4, (source, _) =>
        {
            Interlocked.Increment(ref calls);
            return source!.Value switch
            {
                "s0" => null,
                "s1" => throw new SnapshotException("The pair has no reserves."),
                "s2" => throw new InvalidOperationException("A defect."),
                _ => new ScriptedProcessor.Text("fine"),
            };
        });
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, plan);
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal("The processor returned no snapshot for this epoch.", "The pair has no reserves.", "A defect.", null);
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal("-", "-", "-", null);
        calls.Should().Be(4);
        (await rig.State.SubmissionReportsAsync("type:s1:NS", 5, default)).Single().Should()
            .Be(new SubmissionReport(1, "type:s1:NS", SubmissionOutcome.Missed, null, null, "The pair has no reserves."));
    }

    [Fact]
    public async Task A_source_that_fails_for_a_while_delays_and_harms_nothing()
    {
        var attempts = 0;
        var plan = ScriptedProcessor.Plan(3, (source, epoch) => source!.Value == "s1" && Interlocked.Increment(ref attempts) < 3
            ? throw new SourceChainException("No endpoint answered.")
            : new ScriptedProcessor.Text($"{source} {epoch}"));
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, plan);
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        attempts.Should().Be(3);
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal(new string?[3]);
        await ShouldBeCountedAsync(rig, successful: 1, missed: 0);
    }

    [Fact]
    public async Task A_source_that_never_answers_for_one_project_costs_that_project_alone()
    {
        var plan = ScriptedProcessor.Plan(3, (source, epoch) => source!.Value == "s1" ? throw new SourceChainException("No endpoint answered.") : new ScriptedProcessor.Text($"{source} {epoch}"));
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, plan);
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal(null, "No endpoint answered.", null);
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal(null, "-", null);
        (await rig.Queue.DeadAsync(1, default)).Should().BeEmpty("its last attempt saved what could be saved");
    }

    [Fact]
    public async Task A_preloader_that_fails_for_good_fails_its_projects_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(2, preloader: new FailingPreloader()));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal("Preloading failed: The price pool does not answer.", "Preloading failed: The price pool does not answer.");
        (await rig.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Single(static transition => transition.Stage == Stage.Preload).Error
            .Should().Be("Preloading failed: The price pool does not answer.");
        (await rig.Queue.DeadAsync(1, default)).Single().Job.Kind.Should().Be("preload");
        await ShouldBeCountedAsync(rig, successful: 0, missed: 1);
    }

    [Fact]
    public async Task A_preloader_that_fails_for_good_fails_only_the_types_that_name_it()
    {
        var plan = ScriptedProcessor.Plan(2, preloader: new FailingPreloader());
        var spared = new ProjectType("spared", new ScriptedProcessor(), [new Project("spared:s0:NS", new DataSource("s0"))], []);
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, plan with { Types = [.. plan.Types, spared] });
        await rig.ReleaseAsync(1);
        await rig.RunAsync();

        const string failed = "Preloading failed: The price pool does not answer.";
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal(failed, failed, null);
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal("-", "-", null);
        (await rig.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Where(static transition => transition.Stage == Stage.Preload)
            .Select(static transition => (transition.Subject, transition.Error)).Should().BeEquivalentTo([("type", failed), ("spared", null)]);
        (await rig.Queue.DeadAsync(1, default)).Should().BeEmpty("its last attempt saved what could be saved");
    }

    [Fact]
    public async Task Content_that_cannot_be_stored_fails_its_projects_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(2), change: static services => services.AddSingleton<IContentStore, FullContentStore>());
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal("content.db: disk is full", "content.db: disk is full");
        await ShouldBeCountedAsync(rig, successful: 0, missed: 1);
    }

    [Fact]
    public async Task A_submission_after_its_window_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(2), protocol: new LocalProtocolOptions { SubmissionWindowEpochs = 1 });
        await rig.ReleaseAsync(1, 2, 3);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal(new string?[2]);
        (await rig.OutcomesAsync(1, Stage.RelayerSend)).Should().OnlyContain(static error => error!.StartsWith("The submission window of epoch 1 closed"));
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal("-", "-");
        (await rig.OutcomesAsync(3, Stage.SnapshotFinalize)).Should().Equal(new string?[2]);
        await ShouldBeCountedAsync(rig, successful: 2, missed: 1);
    }

    [Fact]
    public async Task A_submission_that_nobody_takes_is_given_up_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(2), change: static services => services.AddSingleton<IProtocolState>(
            static provider => new OtherProtocol(provider.GetRequiredService<IStateStore>()) { OnSubmit = static () => throw new TimeoutException("The relayer does not answer.") }));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotSubmitPayloadCommit)).Should().Equal("The relayer does not answer.", "The relayer does not answer.");
        await ShouldBeCountedAsync(rig, successful: 0, missed: 1);
    }

    [Fact]
    public async Task Where_consensus_decides_otherwise_or_not_at_all_the_account_says_so()
    {
        using var folder = new TemporaryFolder();
        var other = Make.Cid("other");
        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(3, static (source, _) => source!.Value == "s2" ? null : new ScriptedProcessor.Text("own")),
            change: services => services.AddSingleton<IProtocolState>(provider => new OtherProtocol(provider.GetRequiredService<IStateStore>()) { Decisions = [other, null, other] }));
        await rig.ReleaseAsync(1);
        await rig.RunAsync();
        (await rig.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().Equal(null, "Consensus did not decide within 3 looks at it.", null);
        (await rig.State.SubmissionReportsAsync("type:s0:NS", 1, default)).Single().Outcome.Should().Be(SubmissionOutcome.Incorrect);
        (await rig.State.SubmissionReportsAsync("type:s1:NS", 1, default)).Should().BeEmpty();
        (await rig.State.SubmissionReportsAsync("type:s2:NS", 1, default)).Single().Outcome.Should().Be(SubmissionOutcome.OnlyFinalized);
        (await rig.State.FinalizedCidAsync(1, "type:s2:NS", default)).Should().Be(other);
    }

    [Fact]
    public async Task Replaying_the_same_epoch_twice_submits_once()
    {
        var submitted = 0;
        using var folder = new TemporaryFolder();
        await using (var first = new PipelineRig(folder, ScriptedProcessor.Plan(2)))
        {
            await first.ReleaseAsync(1);
            await first.RunAsync();
        }

        await using var rig = new PipelineRig(folder, ScriptedProcessor.Plan(2), change: services => services.AddSingleton<IProtocolState>(provider => new OtherProtocol(provider.GetRequiredService<IStateStore>())
        {
            OnSubmit = () => Interlocked.Increment(ref submitted),
        }));
        await rig.RunAsync();
        submitted.Should().Be(0, "the epoch has ended");
        await rig.ReleaseAsync(1, 1, 1);
        await rig.RunAsync();
        submitted.Should().Be(1, "one slice is submitted once however often its epoch is released");
        await ShouldBeCountedAsync(rig, successful: 1, missed: 0);
    }

    private static async Task ShouldBeCountedAsync(PipelineRig rig, int successful, int missed)
    {
        (await rig.State.SubmissionTotalsAsync(default)).Should().Equal(rig.Plan.ProjectIds.Order(StringComparer.Ordinal).Select(id => new SubmissionTotals(id, successful, 0, missed)));
        var depth = await rig.Queue.DepthAsync(default);
        (depth.Waiting, depth.Leased).Should().Be((0, 0));
    }

    private sealed class FailingPreloader : IPreloader
    {
        public ValueTask PreloadAsync(ISourceChain chain, CancellationToken cancellationToken) => throw new SourceChainException("The price pool does not answer.");
    }

    private sealed class FullContentStore : IContentStore
    {
        public ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken) =>
            throw new StorageException("content.db: disk is full");

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) => new((ReadOnlyMemory<byte>?)null);

        public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => new(false);

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>A protocol whose submissions can fail and whose decisions are given.</summary>
    private sealed class OtherProtocol(IStateStore state) : IProtocolState
    {
        private readonly LocalProtocolState _local = new(state, new LocalProtocolOptions());

        public Action OnSubmit { get; init; } = static () => { };

        public IReadOnlyList<Cid?>? Decisions { get; init; }

        public bool DecidesAtOnce => true;

        public ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken) => _local.LastFinalizedAsync(projectId, cancellationToken);

        public ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken) => _local.ProjectsAsync(isFirst, cancellationToken);

        public ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken) => _local.FirstEpochAsync(projectId, cancellationToken);

        public ValueTask<Snapshotter.Core.Epochs.ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => _local.CurrentEpochAsync(cancellationToken);

        public ValueTask<Snapshotter.Core.Epochs.ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => _local.EpochAsync(epochId, cancellationToken);

        public ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken)
        {
            OnSubmit();
            return _local.SubmitAsync(submissions, cancellationToken);
        }

        public ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
            Decisions is { } decisions ? new(decisions) : _local.ConsensusAsync(epochId, projectIds, cancellationToken);
    }
}
