namespace Snapshotter.Core.Submission.Signing;

/// <summary>What a snapshotter vouches for.</summary>
/// <param name="SlotId">The slot it submits for, where the network has slots.</param>
/// <param name="Deadline">The anchor block before which it must be in the contract.</param>
/// <param name="Cid">The snapshot, in the text that is signed.</param>
/// <param name="EpochId">The epoch.</param>
/// <param name="ProjectId">The project.</param>
public sealed record SubmissionRequest(long SlotId, long Deadline, string Cid, long EpochId, string ProjectId);
