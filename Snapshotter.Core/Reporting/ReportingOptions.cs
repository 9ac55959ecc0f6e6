using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Reporting;

/// <summary>Whom the node tells of missed and incorrect snapshots.</summary>
public sealed record ReportingOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Reporting";

    /// <summary>The reporting service of the network, as http or https URL; a path in it is not used.</summary>
    /// <value>Default none: nobody is told.</value>
    [RegularExpression("(?i)https?://.+", ErrorMessage = "It must be an http or https URL.")]
    public string? ServiceUrl { get; init; }

    /// <summary>A webhook that gets the same messages, as http or https URL.</summary>
    /// <value>Default none.</value>
    [RegularExpression("(?i)https?://.+", ErrorMessage = "It must be an http or https URL.")]
    public string? WebhookUrl { get; init; }

    /// <summary>Who this node says it is.</summary>
    /// <value>Default none: instance_id of settings.json.</value>
    public string? InstanceId { get; init; }

    /// <summary>The most issues handed to each of them in a minute.</summary>
    /// <value>Default 60 issues.</value>
    [Range(1, 6000)]
    public int PerMinute { get; init; } = 60;

    /// <summary>The most issues that wait for each of them; further ones are dropped and counted.</summary>
    /// <value>Default 1000 issues.</value>
    [Range(1, 100_000)]
    public int MaxWaiting { get; init; } = 1000;

    /// <summary>How often an issue is tried before it is dropped.</summary>
    /// <value>Default 3 attempts.</value>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How long one call may take.</summary>
    /// <value>Default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Every how long the service is told that the node lives, and the node looks whether its epochs make progress.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No address: both may hold keys.</summary>
    public override string ToString() => nameof(ReportingOptions);
}
