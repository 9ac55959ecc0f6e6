using System.Collections.Concurrent;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

/// <summary>Keeps what an observer is told.</summary>
internal sealed class RequestLog : IRpcObserver
{
    private readonly ConcurrentQueue<RpcRequestInfo> _requests = new();

    public IReadOnlyList<RpcRequestInfo> Requests => [.. _requests];

    public void OnHttpRequest(RpcRequestInfo info) => _requests.Enqueue(info);
}
