using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Protocol;

/// <summary>The protocol state: which epochs are released, what was submitted, what is final. On the anchor chain, or embedded.</summary>
public interface IProtocolState
{
    /// <summary>The latest released epoch, or null before the first.</summary>
    ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken);

    /// <summary>A released epoch, or null.</summary>
    ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>What consensus says of a submission made now.</summary>
    ValueTask<SubmissionVerdict> SubmitAsync(BuiltSnapshot submission, CancellationToken cancellationToken);

    /// <summary>The finalized CID of a project in an epoch, or null while there is none.</summary>
    ValueTask<Cid?> ConsensusAsync(long epochId, string projectId, CancellationToken cancellationToken);
}
