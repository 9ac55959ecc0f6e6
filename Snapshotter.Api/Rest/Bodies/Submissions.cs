using System.Text.Json.Serialization;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>How this node's submissions fared, over all projects and each.</summary>
public sealed record SnapshotterStatus(
    long TotalSuccessfulSubmissions,
    long TotalIncorrectSubmissions,
    long TotalMissedSubmissions,
    IReadOnlyList<ProjectTotals> Projects);

/// <summary>How this node's submissions for one project fared.</summary>
public sealed record ProjectTotals(string ProjectId, long SuccessfulSubmissions, long IncorrectSubmissions, long MissedSubmissions);

/// <summary>The epochs in which a project's submission was missed or incorrect.</summary>
public sealed record ProjectStatus(IReadOnlyList<MissedSubmission> MissedSubmissions, IReadOnlyList<IncorrectSubmission> IncorrectSubmissions);

/// <summary>An epoch without an accepted submission.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="FinalizedSnapshotCid">What consensus decided, or empty.</param>
/// <param name="Reason">Why nothing was submitted.</param>
public sealed record MissedSubmission(long EpochId, string FinalizedSnapshotCid, string Reason);

/// <summary>An epoch in which consensus decided otherwise.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="SubmittedSnapshotCid">What this node submitted.</param>
/// <param name="SubmittedSnapshot">Its content, when asked for; an empty object when it is not here.</param>
/// <param name="FinalizedSnapshotCid">What consensus decided, or empty.</param>
/// <param name="FinalizedSnapshot">Its content, when asked for; an empty object when it is not here.</param>
/// <param name="Reason">What is known about the difference.</param>
public sealed record IncorrectSubmission(
    long EpochId,
    string SubmittedSnapshotCid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RawJson? SubmittedSnapshot,
    string FinalizedSnapshotCid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RawJson? FinalizedSnapshot,
    string Reason);
