namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>What went wrong with one exchange or one call in it, before it is known whether it will be asked again.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Reason">What went wrong; not scrubbed yet.</param>
/// <param name="Code">The JSON-RPC error code or HTTP status.</param>
/// <param name="Data">Revert data.</param>
internal sealed record RpcFault(RpcErrorKind Kind, string Reason, int? Code = null, byte[]? Data = null)
{
    /// <summary>Whether it may be asked again at the same endpoint.</summary>
    public bool MayRepeat => Kind is RpcErrorKind.RateLimited or RpcErrorKind.Lagging or RpcErrorKind.Internal or RpcErrorKind.Timeout
        or RpcErrorKind.Unreachable or RpcErrorKind.Malformed or RpcErrorKind.WrongAnswer or RpcErrorKind.MissingAnswer;

    /// <summary>Whether it may be asked at an endpoint that has not been asked yet.</summary>
    public bool MayAskOthers => MayRepeat || Kind is RpcErrorKind.AccessDenied;

    /// <summary>Whether it speaks against the endpoint: a slower pace and a revert do not.</summary>
    public bool IsEndpointsFault => MayAskOthers && Kind != RpcErrorKind.RateLimited;
}
