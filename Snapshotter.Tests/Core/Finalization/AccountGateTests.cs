using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Tests.Core.Protocol.Contract.Following;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Finalization;

/// <summary>
/// A submission is refused at the very moment between the look of who writes a decision at what was refused and what it writes. The refusal waits,
/// or it would be written over.
/// </summary>
public sealed class AccountGateTests
{
    private const string Project = AnchorBlocks.Project;
    private const string Reason = "too late";
    private static readonly Cid Built = Make.Cid("built");
    private static readonly OutboxEntry Entry = new(1, Project, Built);

    [Fact]
    public async Task A_refusal_at_the_moment_of_a_decision_that_an_event_tells_leaves_the_submission_missed()
    {
        await using var world = new AnchorWorld("a");
        await BuildAsync(world.State);
        var refused = RefuseAtLook(1, world.State, world.Accounts);
        world.Tell(AnchorBlocks.Genesis.UpTo(21).Deciding(Built));
        await world.DecidedAsync(Built);
        await EndAsMissedAsync(world.State, refused);
    }

    [Fact]
    public async Task A_refusal_at_the_moment_of_a_decision_that_was_asked_for_leaves_the_submission_missed()
    {
        await using var world = new AnchorWorld("a");
        await BuildAsync(world.State);

        // The first look is for what is open, before the contract is asked.
        var refused = RefuseAtLook(2, world.State, world.Accounts);
        world.Tell(AnchorBlocks.Genesis.UpTo(21).DecidingUntold(Built).UpTo(23).Releasing(3).UpTo(25));
        await world.DecidedAsync(Built);
        await EndAsMissedAsync(world.State, refused);
    }

    private static async Task BuildAsync(LookedAtState state) => await state.CommitAsync(
        new StateChange { Released = [Make.Released(1)], Built = [new BuiltSnapshot(1, Project, Built)], Outbox = [Entry] }, default);

    /// <summary>Refuses the submission after a look, and lets the one who looked go on when the refusal is written or waits.</summary>
    private static Task RefuseAtLook(int at, LookedAtState state, AccountGate gate)
    {
        var records = new OutboxRecords(state, gate, new RetryDelays(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), new Random(1)), TimeProvider.System, NullLogger.Instance);
        var written = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        state.Looked = async look =>
        {
            if (look != at) return;
            var refusing = records.EndAsync([Entry], static _ => Delivery.Refused(Reason), default).AsTask();
            while (!refusing.IsCompleted && gate.Waiting == 0) await Task.Yield();
            written.SetResult(refusing);
        };
        return written.Task.Unwrap();
    }

    private static async Task EndAsMissedAsync(LookedAtState state, Task refused)
    {
        await refused.WaitAsync(Patience.Long);
        (await state.SubmissionReportsAsync(Project, 10, default)).Should().Equal(new SubmissionReport(1, Project, SubmissionOutcome.Missed, Built, Built, Reason));
    }
}
