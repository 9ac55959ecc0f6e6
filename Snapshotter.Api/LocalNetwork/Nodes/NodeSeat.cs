using System.Globalization;
using Snapshotter.Api.LocalNetwork.Faults;
using Snapshotter.Api.LocalNetwork.Sources;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Nodes;

/// <summary>What a node of a local network is started with.</summary>
internal sealed record NodeSeat(string Name, string Folder, Address Account, FaultKind Fault, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A seat in the network. The key goes through the environment of the process: neither files nor process lists show it.</summary>
    public static NodeSeat Of(int number, string folder, PrivateKey key, FaultKind fault, INetworkSource source, Uri anchor, Address contract)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"node-{number}");
        var own = Path.Combine(folder, name);
        var environment = new Dictionary<string, string>
        {
            ["SNAPSHOTTER_SIGNER_KEY"] = HexOf(key),
            ["SNAPSHOTTER_Protocol__Kind"] = "V1",
            ["SNAPSHOTTER_Protocol__Address"] = contract.ToString(),
            ["SNAPSHOTTER_Protocol__WebSocket"] = new UriBuilder(anchor) { Scheme = "ws" }.Uri.AbsoluteUri,
            ["SNAPSHOTTER_AnchorRpc__Endpoints__0__Url"] = anchor.AbsoluteUri,
            ["SNAPSHOTTER_AnchorRpc__Endpoints__0__Alias"] = "anchor",
            ["SNAPSHOTTER_Transactions__PollingInterval"] = "00:00:00.500",
            ["SNAPSHOTTER_Admin__Port"] = "0",
        };
        if (fault != FaultKind.None) environment[FaultyNode.Variable] = fault.ToString();
        string[] arguments =
        [
            "run", "--config", source.ConfigFolder, "--rpc", source.Url.AbsoluteUri, "--data", Path.Combine(own, "data"), "--port", "0",
            "--epoch-size", source.EpochSize.ToString(CultureInfo.InvariantCulture),
        ];
        return new NodeSeat(name, own, key.Address, fault, arguments, environment);
    }

    /// <summary>The key as a node takes it from its environment.</summary>
    public static string HexOf(PrivateKey key)
    {
        var bytes = new byte[PrivateKey.Size];
        key.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
