using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Telemetry;

/// <summary>How long each part of the node may go without progress before it counts as not ready.</summary>
public sealed class HealthOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Health";

    /// <summary>For the source head to move.</summary>
    /// <value>Default 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HeadDeadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For an epoch to be released once the head is far enough.</summary>
    /// <value>Default 2 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReleaseDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For the jobs of a released epoch to end.</summary>
    /// <value>Default 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan EpochDeadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the anchor chain to be read, where there is one.</summary>
    /// <value>Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AnchorDeadline { get; init; } = TimeSpan.FromMinutes(1);
}
