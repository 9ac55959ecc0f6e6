using System.Net;

namespace Snapshotter.Api.Rest.Access;

/// <summary>The proxies whose word is taken for who called them.</summary>
internal sealed class ProxyNetworks(IEnumerable<string> texts)
{
    private readonly IPNetwork[] _networks = [.. texts.Select(static text => TryParse(text, out var network) ? network : throw new FormatException($"'{text}' is no network."))];

    /// <summary>Whether there is any.</summary>
    public bool Any => _networks.Length > 0;

    /// <summary>Whether an address is one of theirs.</summary>
    public bool Contains(IPAddress address)
    {
        if (_networks.Length == 0) return false;
        var plain = Plain(address);
        return Array.Exists(_networks, network => network.Contains(plain));
    }

    /// <summary>Reads an address, or a network such as <c>10.0.0.0/8</c>.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network)) return true;
        if (!IPAddress.TryParse(text, out var address)) return false;
        var plain = Plain(address);
        network = new IPNetwork(plain, plain.GetAddressBytes().Length * 8);
        return true;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
