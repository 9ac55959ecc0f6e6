using Snapshotter.Core.Storage.Kubo;

namespace Snapshotter.Core.Configuration;

/// <summary>Reads <c>ipfs</c> of settings.json (spec 2.1).</summary>
internal static class IpfsSettingsReader
{
    private const int DefaultTimeoutSeconds = 60;

    public static IpfsSettings? Read(ConfigurationNode? node)
    {
        if (node is not { } ipfs || !ipfs.IsObject()) return null;
        ipfs.ExpectOnly(
            "url", "reader_url", "url_auth", "reader_url_auth", "write_rate_limit", "timeout", "local_cache_path", "connection_limits", "remote_pinning");
        if (Address(ipfs.Optional("url")) is not { } url) return null;
        var (key, secret) = Credentials(ipfs.Optional("url_auth"));
        var (service, inBackground) = RemotePinning(ipfs.Optional("remote_pinning"));
        var seconds = ipfs.Optional("timeout")?.Integer(1, 3600) ?? DefaultTimeoutSeconds;
        return new IpfsSettings(url, Address(ipfs.Optional("reader_url")), key, secret, TimeSpan.FromSeconds(seconds), service, inBackground);
    }

    private static string? Address(ConfigurationNode? node)
    {
        if (node is not { IsEmptyText: false } given || given.Text() is not { } text) return null;
        if (KuboAddress.TryParse(text, out _)) return text;

        // The text is not shown: it may hold a key.
        given.Fault("The text is no address of an IPFS node.", "Give a multiaddress such as /dns/ipfs/tcp/5001, or a URL such as http://127.0.0.1:5001.");
        return null;
    }

    // The reader's own credentials are never used, here as in the original: one pair serves both addresses.
    private static (string? Key, string? Secret) Credentials(ConfigurationNode? node)
    {
        if (node is not { } auth || !auth.IsObject()) return (null, null);
        auth.ExpectOnly("apiKey", "apiSecret");
        return (auth.Required("apiKey")?.Text(), auth.Optional("apiSecret")?.Text());
    }

    private static (string? Service, bool InBackground) RemotePinning(ConfigurationNode? node)
    {
        if (node is not { } remote || !remote.IsObject()) return (null, false);
        remote.ExpectOnly("enabled", "service_name", "service_endpoint", "service_token", "background_pinning");
        if (remote.Required("enabled")?.Boolean() is not true) return (null, false);
        return (remote.Required("service_name")?.Name(), remote.Optional("background_pinning")?.Boolean() ?? false);
    }
}
