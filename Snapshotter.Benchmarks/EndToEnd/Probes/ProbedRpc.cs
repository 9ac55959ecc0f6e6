using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Benchmarks.EndToEnd.Probes;

/// <summary>Adds up the time of HTTP requests.</summary>
internal sealed class ProbedRpc(IRpcObserver inner, PartClock clock) : IRpcObserver
{
    public void OnHttpRequest(RpcRequestInfo info)
    {
        clock.Add(info.Duration);
        inner.OnHttpRequest(info);
    }
}
