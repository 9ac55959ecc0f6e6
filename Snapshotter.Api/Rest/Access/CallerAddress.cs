using System.Net;

namespace Snapshotter.Api.Rest.Access;

/// <summary>
/// The address a request comes from. Headers count only when a trusted proxy sent them: <c>CF-Connecting-IP</c> first, then
/// <c>X-Forwarded-For</c> from its end, where each proxy adds the address it saw, to the first that is no trusted proxy.
/// </summary>
internal sealed class CallerAddress(ProxyNetworks proxies)
{
    private const string Cloudflare = "CF-Connecting-IP";
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";

    /// <summary>The address; that of the socket when the headers say nothing that can be read.</summary>
    public IPAddress Of(HttpContext context)
    {
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (!proxies.Contains(peer)) return peer;
        var headers = context.Request.Headers;
        if (headers.TryGetValue(Cloudflare, out var seen)) return Read(seen.ToString()) ?? peer;
        return headers.TryGetValue(ForwardedFor, out var forwarded) ? LastUntrusted(forwarded.ToString(), peer) : peer;
    }

    /// <summary>Whether the request comes by a proxy whose word is taken.</summary>
    public bool IsTrusted(HttpContext context) => context.Connection.RemoteIpAddress is { } peer && proxies.Contains(peer);

    /// <summary>The scheme the caller used.</summary>
    public string SchemeOf(HttpContext context)
    {
        var request = context.Request;
        if (!IsTrusted(context)) return request.Scheme;
        return request.Headers[ForwardedProto].ToString().Trim() is ("http" or "https") and var said ? said : request.Scheme;
    }

    private IPAddress LastUntrusted(string chain, IPAddress peer)
    {
        var last = peer;
        foreach (var item in chain.Split(',').Reverse())
        {
            if (Read(item) is not { } address) return last;
            last = address;
            if (!proxies.Contains(address)) return last;
        }

        return last;
    }

    private static IPAddress? Read(string text)
    {
        if (IPAddress.TryParse(text.Trim(), out var address)) return address;
        return IPEndPoint.TryParse(text.Trim(), out var endpoint) ? endpoint.Address : null;
    }
}
