namespace Snapshotter.Core.Finalization;

/// <summary>How one submission ended; the upstream texts are given (spec 13.3, spelling as there).</summary>
public enum SubmissionOutcome
{
    /// <summary>SUCCESSFUL_SNAPSHOT_SUBMISSION: own CID equal to the finalized one.</summary>
    Successful = 0,

    /// <summary>SUBMITTED_INCORRECT_SNAPSHOT: own CID differs from the finalized one.</summary>
    Incorrect = 1,

    /// <summary>MISSED_SNAPSHOT: nothing was built or the submission failed.</summary>
    Missed = 2,

    /// <summary>ONLY_FINALIZED_SNAPSHOT_RECIEVED: consensus decided on a project this node did not build.</summary>
    OnlyFinalized = 3,
}
