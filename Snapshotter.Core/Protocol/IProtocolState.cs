using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Protocol;

/// <summary>The protocol state: which epochs are released, what was submitted, what is final. On the anchor chain, or embedded.</summary>
public interface IProtocolState
{
    /// <summary>Whether what is submitted is decided on at once, so that a job can ask for the decision; otherwise events tell of it.</summary>
    bool DecidesAtOnce { get; }

    /// <summary>The latest released epoch, or null before the first.</summary>
    ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken);

    /// <summary>A released epoch, or null.</summary>
    ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>The first epoch that was ever finalized for the project, or 0 when there is none yet.</summary>
    ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>The latest epoch that was finalized for the project, or 0 when there is none yet.</summary>
    ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>
    /// The ids of all projects that are allowed now, asked once at each start when a project type takes its data sources from here. What changes
    /// afterwards is told by committing <see cref="Storage.StateChange.ProjectUpdates"/>, in the transaction that also keeps how far events were read.
    /// </summary>
    /// <param name="isFirst">Whether the data folder never saw the list. The answer must not be null then, and holds for every epoch until an update.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <returns>
    /// The ids; or null, from the second look on, where events tell of every change, also of those while the node was down. A list that is not
    /// the first is compared with what is known, and the difference holds from the next epoch on.
    /// </returns>
    ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken);

    /// <summary>Submits snapshots of one epoch and returns the verdicts in their order.</summary>
    ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken);

    /// <summary>The finalized CIDs of projects in an epoch, null where there is none yet, in the order of the projects.</summary>
    ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken);

    /// <summary>The record of what is final, which may be behind <see cref="ConsensusAsync"/>: null where nothing is, in the order of the projects.</summary>
    ValueTask<IReadOnlyList<Cid?>> FinalizedAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        ConsensusAsync(epochId, projectIds, cancellationToken);
}
