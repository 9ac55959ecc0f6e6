namespace Snapshotter.Core.Configuration;

/// <summary>Whom the node tells of its failures, in the upstream settings.json.</summary>
/// <param name="ServiceUrl">The reporting service, or null.</param>
/// <param name="WebhookUrl">The webhook that gets the same messages (<c>slack_url</c>), or null.</param>
public sealed record ReportingSettings(string? ServiceUrl, string? WebhookUrl)
{
    /// <summary>No address: both may hold keys.</summary>
    public override string ToString() => nameof(ReportingSettings);
}
