using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Finalization;

/// <summary>The account of one project in one epoch, written when it did not simply succeed, and when it did.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="SubmittedCid">What this node submitted, if it did.</param>
/// <param name="FinalizedCid">What consensus decided, if it did.</param>
/// <param name="Reason">A sentence for the operator; empty on success.</param>
public sealed record SubmissionReport(long EpochId, string ProjectId, SubmissionOutcome Outcome, Cid? SubmittedCid, Cid? FinalizedCid, string Reason);
