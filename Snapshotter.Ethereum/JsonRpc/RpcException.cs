namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>A call has no answer. The message names the endpoint's alias, the method, the attempt, the reason and the next step, never a URL.</summary>
public sealed class RpcException : Exception
{
    /// <summary>A failure described by <paramref name="error"/>.</summary>
    public RpcException(RpcError error)
        : base(error.ToString()) => Error = error;

    /// <summary>What failed and why.</summary>
    public RpcError Error { get; }
}
