namespace Snapshotter.Core.Configuration;

/// <summary>Reads <c>reporting</c> of settings.json (spec 2.1); empty texts stand for none.</summary>
internal static class ReportingSettingsReader
{
    public static ReportingSettings Read(ConfigurationNode? node)
    {
        if (node is not { } reporting || !reporting.IsObject()) return new ReportingSettings(null, null);
        reporting.ExpectOnly("service_url", "slack_url");
        return new ReportingSettings(Address(reporting.Optional("service_url")), Address(reporting.Optional("slack_url")));
    }

    private static string? Address(ConfigurationNode? node)
    {
        if (node is not { IsEmptyText: false } given || given.Text() is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return text;

        // The text is not shown: it may hold a key.
        given.Fault("The text is no address.", "Give an http or https URL, or leave it empty.");
        return null;
    }
}
