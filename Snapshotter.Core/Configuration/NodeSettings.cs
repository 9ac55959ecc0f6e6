using Snapshotter.Core.Preloading;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Configuration;

/// <summary>What this node reads of the upstream settings.json. The rest of that file concerns services that this node does not have.</summary>
/// <param name="Namespace">The namespace that ends all project ids.</param>
/// <param name="InstanceId">The snapshotter's address, or null where the file gives none.</param>
/// <param name="CoreApi">The REST interface.</param>
/// <param name="SourceChain">How the source chain is reached, or null where the file gives no endpoint.</param>
/// <param name="DelegateWorkers">How many workers preloaders hand their tasks on to.</param>
/// <param name="AnchorChain">How the anchor chain is reached, or null where the file gives no endpoint.</param>
/// <param name="ProtocolState">The contract on the anchor chain, or null where the file gives none.</param>
/// <param name="Ipfs">The IPFS node, or null where the file gives none.</param>
/// <param name="Reporting">Whom the node tells of its failures.</param>
public sealed record NodeSettings(
    string Namespace,
    Address? InstanceId,
    CoreApiSettings CoreApi,
    RpcSettings? SourceChain,
    int DelegateWorkers,
    RpcSettings? AnchorChain,
    Address? ProtocolState,
    IpfsSettings? Ipfs,
    ReportingSettings Reporting)
{
    /// <summary>The namespace upstream fills in where none is given.</summary>
    public const string DefaultNamespace = "UNISWAPV2";

    /// <summary>The settings of a node without a settings.json.</summary>
    public static NodeSettings Default { get; } = new(DefaultNamespace, null, CoreApiSettings.Default, null, DelegatedWork.DefaultWorkers, null, null, null, new ReportingSettings(null, null));
}
