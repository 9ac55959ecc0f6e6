namespace Snapshotter.Core.Finalization;

/// <summary>How this node's submissions for a project fared against consensus, counted since the first one.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Successful">Own CID equal to the finalized one.</param>
/// <param name="Incorrect">Own CID different from the finalized one.</param>
/// <param name="Missed">Nothing submitted, or the submission was not accepted.</param>
public sealed record SubmissionTotals(string ProjectId, long Successful, long Incorrect, long Missed);
