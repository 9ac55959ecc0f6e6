using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>Where an IPFS node's RPC listens: a URL, or a multiaddress such as <c>/dns/ipfs/tcp/5001</c> or <c>/ip4/127.0.0.1/tcp/5001/https</c>.</summary>
public static class KuboAddress
{
    /// <summary>Reads either form.</summary>
    /// <returns>False when it is neither.</returns>
    public static bool TryParse(string text, out Uri url)
    {
        url = null!;
        if (text.StartsWith('/')) return TryParseMultiaddress(text.TrimEnd('/').Split('/')[1..], out url);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https")) return false;
        // Calls are relative to it, so that a path in front of /api/v0 stays.
        url = parsed.AbsolutePath.EndsWith('/') ? parsed : new UriBuilder(parsed) { Path = $"{parsed.AbsolutePath}/", Query = "", Fragment = "" }.Uri;
        return true;
    }

    private static bool TryParseMultiaddress(string[] parts, out Uri url)
    {
        url = null!;
        if (parts.Length is not (4 or 5) || parts[2] != "tcp" || !IsHost(parts[0], parts[1])) return false;
        var scheme = parts.Length == 5 ? parts[4] : "http";
        if (scheme is not ("http" or "https") || !ushort.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return false;
        url = new UriBuilder(scheme, parts[0] == "ip6" ? $"[{parts[1]}]" : parts[1], port).Uri;
        return true;
    }

    private static bool IsHost(string protocol, string host) => protocol switch
    {
        "ip4" => IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetwork,
        "ip6" => IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6,
        "dns" or "dns4" or "dns6" => Uri.CheckHostName(host) == UriHostNameType.Dns,
        _ => false,
    };
}
