namespace Snapshotter.Core.Reporting;

/// <summary>What is wrong, as the reporting service of the network sorts it (spec 1.6).</summary>
public enum IssueType
{
    /// <summary>MISSED_SNAPSHOT: nothing was built, stored or submitted for a project.</summary>
    MissedSnapshot = 0,

    /// <summary>SUBMITTED_INCORRECT_SNAPSHOT: consensus decided on another CID.</summary>
    SubmittedIncorrectSnapshot = 1,

    /// <summary>UNHEALTHY_EPOCH_PROCESSING: epochs are not released, or do not end, within their deadline, or the source chain replaced blocks of a submitted one.</summary>
    UnhealthyEpochProcessing = 2,

    /// <summary>SHUTDOWN_INITIATED: the node was told to stop.</summary>
    ShutdownInitiated = 3,
}
