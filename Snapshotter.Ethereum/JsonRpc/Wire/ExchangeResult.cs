namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>What came of one HTTP request.</summary>
/// <param name="Whole">What went wrong with the request as a whole; null when each call has an outcome of its own.</param>
/// <param name="Calls">The fault of each call, null where its result is staged; empty with <paramref name="Whole"/>.</param>
internal sealed record ExchangeResult(RpcFault? Whole, IReadOnlyList<RpcFault?> Calls)
{
    /// <summary>How long the endpoint asked to wait, with a refusal for the rate.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether any call was answered.</summary>
    public bool HasAnswer => Calls.Any(static fault => fault is null);

    public static ExchangeResult Failed(RpcFault fault) => new(fault, []);

    public static ExchangeResult Of(IReadOnlyList<RpcFault?> calls) => new(null, calls);
}
