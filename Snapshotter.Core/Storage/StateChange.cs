using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage;

/// <summary>What is to be written in one transaction. Every part is keyed, so that writing it twice equals writing it once.</summary>
public sealed class StateChange
{
    /// <summary>Epochs released.</summary>
    public IReadOnlyList<ReleasedEpoch> Released { get; init; } = [];

    /// <summary>Outcomes of stages.</summary>
    public IReadOnlyList<Transition> Transitions { get; init; } = [];

    /// <summary>Snapshots built.</summary>
    public IReadOnlyList<BuiltSnapshot> Built { get; init; } = [];

    /// <summary>Decisions of consensus.</summary>
    public IReadOnlyList<FinalizedSnapshot> Finalized { get; init; } = [];

    /// <summary>Epochs of projects that the protocol state had not decided on when it was asked. Such a mark and a decision that comes later stand side by side.</summary>
    public IReadOnlyList<UndecidedEpoch> Undecided { get; init; } = [];

    /// <summary>The first epochs of projects, as the protocol state told them.</summary>
    public IReadOnlyList<FirstEpoch> FirstEpochs { get; init; } = [];

    /// <summary>Accounts of submissions. The first outcome of a project in an epoch counts; a later different one moves the count.</summary>
    public IReadOnlyList<SubmissionReport> Reports { get; init; } = [];

    /// <summary>All projects this node is responsible for from now on, whether or not anything is known of them yet; none leaves them as they are.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Facts to keep. They are never pruned: an owner keeps no more of them than its configuration names.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Facts { get; init; } = [];

    /// <summary>Jobs to enqueue. A job whose key is already queued is not queued again.</summary>
    public IReadOnlyList<NewJob> Enqueued { get; init; } = [];

    /// <summary>The job whose result this is, which leaves the queue with it.</summary>
    public Job? Completed { get; init; }

    /// <summary>The same change as the result of a job.</summary>
    public StateChange Completing(Job job) => new()
    {
        Released = Released,
        Transitions = Transitions,
        Built = Built,
        Finalized = Finalized,
        Undecided = Undecided,
        FirstEpochs = FirstEpochs,
        Reports = Reports,
        Projects = Projects,
        Facts = Facts,
        Enqueued = Enqueued,
        Completed = job,
    };
}
