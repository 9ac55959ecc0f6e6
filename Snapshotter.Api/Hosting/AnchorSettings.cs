using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Protocol;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.Hosting;

/// <summary>The settings that a node with an anchor chain needs beyond the others.</summary>
internal static class AnchorSettings
{
    /// <summary>Whether the node takes part in consensus on an anchor chain.</summary>
    public static bool TakesPart(NodeOptions options) => options.Protocol.Kind != ProtocolKind.Local;

    /// <summary>What tells one contract's epochs from another's, so that they never mix in one data folder; empty without one.</summary>
    public static string Identity(NodeOptions options) => TakesPart(options) ? $", contract {options.Protocol.Address}{Market(options.Protocol)}" : "";

    /// <summary>Takes the contract and the endpoints of settings.json where the settings give none, and checks that nothing is missing.</summary>
    /// <exception cref="UserException">Something is missing.</exception>
    public static NodeOptions Complete(NodeOptions options, NodeConfiguration configuration)
    {
        if (!TakesPart(options)) return options;
        var protocol = options.Protocol;
        if (protocol.Address.Length == 0 && configuration.Settings.ProtocolState is { } address) protocol = protocol with { Address = address.ToString() };
        if (protocol.Address.Length == 0) throw new UserException("Protocol:Address is empty: give the address of the protocol-state contract there, or in settings.json as protocol_state.address.");
        if (protocol is { Kind: ProtocolKind.V2, DataMarket: "" }) throw new UserException("Protocol:DataMarket is empty: contracts of the second generation need the address of the data market.");
        if (protocol is { Kind: ProtocolKind.V2, Submitter: SubmitterKind.Direct })
            throw new UserException("Protocol:Submitter is Direct, but contracts of the second generation take batches only: choose Relayer.");
        if (protocol.Submitter == SubmitterKind.Relayer && options.Relayer.Url.Length == 0) throw new UserException("Relayer:Url is empty: give the address to which submissions are posted, or choose Direct as Protocol:Submitter.");
        if (protocol is { Simulation: true, Submitter: not SubmitterKind.Relayer })
            throw new UserException("Protocol:Simulation is true, but contracts know no epoch 0: only a relayer takes simulations. Choose Relayer as Protocol:Submitter, or set it to false.");
        CompleteEndpoints(options.AnchorRpc, configuration);
        return options with { Protocol = protocol with { Address = protocol.Address.ToLowerInvariant(), DataMarket = protocol.DataMarket.ToLowerInvariant() } };
    }

    private static void CompleteEndpoints(RpcOptions rpc, NodeConfiguration configuration)
    {
        if (rpc.Endpoints.Count == 0 && configuration.Settings.AnchorChain?.FullNodes is { } nodes)
        {
            foreach (var node in nodes) rpc.Endpoints.Add(new RpcEndpointOptions { Url = node.Url.OriginalString, RateLimit = node.RateLimit });
        }

        try
        {
            rpc.Validate();
        }
        catch (ArgumentException exception)
        {
            throw new UserException($"{exception.Message} Give the endpoints of the anchor chain in AnchorRpc:Endpoints, or in settings.json as anchor_chain_rpc.", exception);
        }
    }

    private static string Market(ProtocolOptions protocol) => protocol.DataMarket.Length > 0 ? $" market {protocol.DataMarket}" : "";
}
