using Snapshotter.Ethereum.JsonRpc.Throttling;

namespace Snapshotter.Core.Configuration;

/// <summary>Reads <c>rpc</c> and <c>anchor_chain_rpc</c> of settings.json.</summary>
internal static class RpcSettingsReader
{
    private const int MaxEndpoints = 100;
    private const int MaxRetry = 100;
    private const int MaxPollingSeconds = 86_400;

    public static RpcSettings? Read(ConfigurationNode? node)
    {
        if (node is not { } rpc || !rpc.IsObject()) return null;
        rpc.ExpectOnly(
            "full_nodes", "archive_nodes", "force_archive_blocks", "retry", "request_time_out", "skip_epoch_threshold_blocks",
            "polling_interval", "connection_limits", "semaphore_value");
        var nodes = rpc.Required("full_nodes");
        var items = nodes?.Items(MaxEndpoints);
        if (items is { Count: 0 }) nodes!.Value.Fault("No endpoint is listed.", "List at least one, or leave the section out.");
        RpcNode[] endpoints = [.. (items ?? []).Select(Endpoint).OfType<RpcNode>()];
        var retry = rpc.Optional("retry")?.Integer(0, MaxRetry) ?? RpcSettings.DefaultRetry;
        var seconds = rpc.Optional("polling_interval")?.Integer(1, MaxPollingSeconds) ?? RpcSettings.DefaultPollingSeconds;
        return endpoints.Length == 0 ? null : new RpcSettings(endpoints, retry, TimeSpan.FromSeconds(seconds));
    }

    private static string? RateLimit(ConfigurationNode? node)
    {
        if (node?.Text() is not { } text) return null;
        if (RateLimitSpec.TryParse(text, out _, out _)) return text;
        node.Value.Fault($"'{ConfigurationNode.Quoted(text)}' is no rate limit.", "Write for example 300/minute;10/second.");
        return null;
    }

    private static RpcNode? Endpoint(ConfigurationNode node)
    {
        if (!node.IsObject()) return null;
        node.ExpectOnly("url", "rate_limit");
        var url = Url(node.Required("url"));
        var rateLimit = RateLimit(node.Optional("rate_limit")) ?? "";
        return url is null ? null : new RpcNode(url, rateLimit);
    }

    private static Uri? Url(ConfigurationNode? node)
    {
        if (node?.Text() is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;

        // The text is not shown: it may hold a key.
        node.Value.Fault("The text is no address of an endpoint.", "Give an address that begins with http:// or https://.");
        return null;
    }
}
