using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>Tells of requests.</summary>
internal sealed class WatchedRpc(IRpcObserver inner, LatencyWatch watch) : IRpcObserver
{
    public void OnHttpRequest(RpcRequestInfo info)
    {
        watch.OnHttpRequest(info);
        inner.OnHttpRequest(info);
    }
}
