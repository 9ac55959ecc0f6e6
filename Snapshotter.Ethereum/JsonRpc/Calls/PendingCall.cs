using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>A call on its way to an answer.</summary>
internal sealed class PendingCall(IRpcCall call)
{
    /// <summary>The call.</summary>
    public IRpcCall Call { get; } = call;

    /// <summary>How often it has been sent and failed.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many calls may share a request with it; less than the usual after a request was found too large.</summary>
    public int MaxGroup { get; private set; } = int.MaxValue;

    /// <summary>The endpoints asked in the present round through the pool.</summary>
    public EndpointSet Asked { get; private set; }

    /// <summary>It failed at an endpoint.</summary>
    /// <returns>Whether it may be sent again.</returns>
    public bool MayRetry(RpcFault fault, Endpoint endpoint, int endpoints, int maxAttempts)
    {
        Attempts++;
        Asked = Asked.With(endpoint);
        var othersLeft = Asked.Count < endpoints;
        return Attempts < maxAttempts && (othersLeft ? fault.MayAskOthers : fault.MayRepeat);
    }

    /// <summary>Begins a new round when every endpoint has been asked.</summary>
    /// <returns>Whether a new round begins, before which one waits.</returns>
    public bool StartsRound(int endpoints)
    {
        if (Asked.Count < endpoints) return false;
        Asked = default;
        return true;
    }

    /// <summary>A request of this many calls was too much.</summary>
    public void ShareWithFewerThan(int calls) => MaxGroup = Math.Max(1, Math.Min(MaxGroup, calls / 2));
}
