namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Is told of everything that goes over the wire, so that the cost of an epoch can be counted exactly.</summary>
/// <remarks>Called once for each HTTP request when it has ended, retries included, from any thread; must be quick and must not throw.</remarks>
public interface IRpcObserver
{
    /// <summary>An HTTP request has ended.</summary>
    void OnHttpRequest(RpcRequestInfo info);

    /// <summary>A request had to wait for its turn at an endpoint, for its rate limit, a pause that it asked for, or a place.</summary>
    void OnThrottled(string endpoint, TimeSpan waited)
    {
    }
}
