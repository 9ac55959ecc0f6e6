using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage;

/// <summary>What is to be written in one transaction. Every part is keyed, so that writing it twice equals writing it once.</summary>
public sealed record StateChange
{
    /// <summary>Epochs released. One that is known already stays as it is; only where it is to be rebuilt does it take the new hash and timestamp.</summary>
    public IReadOnlyList<ReleasedEpoch> Released { get; init; } = [];

    /// <summary>Epochs that are released in another block of the anchor chain than before; those that are not known are left out.</summary>
    public IReadOnlyList<ReleasedEpoch> Reanchored { get; init; } = [];

    /// <summary>Epochs of which everything is removed, jobs included, because another one was released in their place. Done before all else.</summary>
    public IReadOnlyList<long> Withdrawn { get; init; } = [];

    /// <summary>
    /// Epochs whose blocks a reorganisation of the source chain replaced. One that is rebuilt loses what was built of it: its jobs, given up or not, its stages but for those
    /// of finality, its snapshots, submissions that are not signed, accounts with their counts, and marks of undecided epochs that its jobs learnt. The epoch itself
    /// and what consensus decided on it stay; its hash is all zeros until it is released again. When something of such an epoch was submitted (<see cref="IStateStore.IsSubmittedAsync"/>), nothing of the
    /// whole change is written. One that is not rebuilt stays as it is. Done before what else is written.
    /// </summary>
    public IReadOnlyList<ForkedEpoch> Forked { get; init; } = [];

    /// <summary>Outcomes of stages.</summary>
    public IReadOnlyList<Transition> Transitions { get; init; } = [];

    /// <summary>Contents of snapshots that the store of contents left to the change (<see cref="IContentStore.PutForChangeAsync"/>).</summary>
    public IReadOnlyList<NewContent> Contents { get; init; } = [];

    /// <summary>Snapshots built.</summary>
    public IReadOnlyList<BuiltSnapshot> Built { get; init; } = [];

    /// <summary>Decisions of consensus.</summary>
    public IReadOnlyList<FinalizedSnapshot> Finalized { get; init; } = [];

    /// <summary>Decisions that a reorganisation of the anchor chain took back, with the account and the stage that came of them. Done before new ones are written.</summary>
    public IReadOnlyList<FinalizedSnapshot> Reverted { get; init; } = [];

    /// <summary>Submissions on their way. One that is queued a second time stays as far as it had come.</summary>
    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Epochs of projects that the protocol state had not decided on when it was asked. Such a mark and a decision that comes later stand side by side.</summary>
    public IReadOnlyList<UndecidedEpoch> Undecided { get; init; } = [];

    /// <summary>The first epochs of projects, as the protocol state told them.</summary>
    public IReadOnlyList<FirstEpoch> FirstEpochs { get; init; } = [];

    /// <summary>Accounts of submissions. The first outcome of a project in an epoch counts; a later different one moves the count.</summary>
    public IReadOnlyList<SubmissionReport> Reports { get; init; } = [];

    /// <summary>Counters as another store held them. They replace what was counted so far, and later accounts count on from them.</summary>
    public IReadOnlyList<SubmissionTotals> Totals { get; init; } = [];

    /// <summary>All projects this node is responsible for from now on, beside those that arose, whether or not anything is known of them yet; null leaves them as they are.</summary>
    public IReadOnlyList<string>? Projects { get; init; }

    /// <summary>Projects that an epoch turned out to have. This node is responsible for them as long as it keeps anything of them.</summary>
    public IReadOnlyList<string> Arisen { get; init; } = [];

    /// <summary>
    /// Projects that the protocol state allows, or no longer does. Each holds from its epoch on, but never for one that is released when it is
    /// written; of two for the same project and epoch the later counts.
    /// </summary>
    public IReadOnlyList<ProjectUpdate> ProjectUpdates { get; init; } = [];

    /// <summary>Projects that were allowed before the node was told of any update: they hold for every epoch up to the first update.</summary>
    public IReadOnlyList<string> InitialProjects { get; init; } = [];

    /// <summary>Facts to keep. They are never pruned: an owner keeps no more of them than its configuration names.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Facts { get; init; } = [];

    /// <summary>Jobs to enqueue. A job whose key is already queued is not queued again.</summary>
    public IReadOnlyList<NewJob> Enqueued { get; init; } = [];

    /// <summary>The job whose result this is, which leaves the queue with it.</summary>
    public Job? Completed { get; init; }

    /// <summary>
    /// Whether only the process whose turn it is to detect (<see cref="IDetectorTurn"/>) may write it. One that stood still for longer than its turn does not know yet that another
    /// goes on in its place, and must not write over what that one has done.
    /// </summary>
    public bool IsOfTurn { get; init; }

    /// <summary>Whether there is nothing to write: no part says anything. An empty list of <see cref="Projects"/> says that there are none.</summary>
    public bool IsEmpty =>
        Projects is null && Completed is null
        && Released.Count + Reanchored.Count + Withdrawn.Count + Forked.Count + Transitions.Count + Contents.Count + Built.Count + Finalized.Count + Reverted.Count + Outbox.Count
        + Undecided.Count + FirstEpochs.Count + Reports.Count + Totals.Count + Arisen.Count + ProjectUpdates.Count + InitialProjects.Count + Facts.Count + Enqueued.Count == 0;

    /// <summary>The same change as the result of a job.</summary>
    public StateChange Completing(Job job) => this with { Completed = job };
}
