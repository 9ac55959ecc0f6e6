namespace Snapshotter.Core.Reporting;

/// <summary>The upstream names of the types of issues.</summary>
public static class IssueNames
{
    private static readonly string[] Names = ["MISSED_SNAPSHOT", "SUBMITTED_INCORRECT_SNAPSHOT", "UNHEALTHY_EPOCH_PROCESSING", "SHUTDOWN_INITIATED"];

    /// <summary>The upstream name.</summary>
    public static string NameOf(IssueType type) => Names[(int)type];
}
