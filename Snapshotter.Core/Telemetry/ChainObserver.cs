using Snapshotter.Core.Telemetry.Tracing;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Telemetry;

/// <summary>Hands what goes over the wire to one chain on to whoever counts, measures and traces it.</summary>
public sealed class ChainObserver(string chain, IRpcObserver ledger, RpcMetrics metrics, NodeTraces traces) : IRpcObserver
{
    /// <inheritdoc/>
    public void OnHttpRequest(RpcRequestInfo info)
    {
        ledger.OnHttpRequest(info);
        metrics.Ended(chain, info);
        traces.Request(chain, info);
    }

    /// <inheritdoc/>
    public void OnThrottled(string endpoint, TimeSpan waited) => metrics.Waited(chain, endpoint, waited);
}
