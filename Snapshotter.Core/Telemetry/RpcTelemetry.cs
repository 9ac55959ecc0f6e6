using Snapshotter.Core.Telemetry.Tracing;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Telemetry;

/// <summary>Makes clients of chains that are counted, measured and traced.</summary>
public sealed class RpcTelemetry(IRpcObserver ledger, RpcMetrics metrics, NodeTraces traces)
{
    /// <summary>A client for a chain, which is <see cref="RpcMetrics.Source"/> or <see cref="RpcMetrics.Anchor"/>.</summary>
    public RpcClient Create(string chain, Func<IRpcObserver, RpcClient> create)
    {
        var client = create(new ChainObserver(chain, ledger, metrics, traces));
        metrics.Watch(chain, client);
        return client;
    }
}
