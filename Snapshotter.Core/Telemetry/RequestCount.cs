namespace Snapshotter.Core.Telemetry;

/// <summary>What reading an epoch cost, as it went over the wire.</summary>
/// <param name="HttpRequests">HTTP requests, retries included.</param>
/// <param name="MethodCalls">JSON-RPC calls by method.</param>
public sealed record RequestCount(long HttpRequests, IReadOnlyDictionary<string, long> MethodCalls)
{
    /// <summary>No request.</summary>
    public static RequestCount Zero { get; } = new(0, new Dictionary<string, long>());

    /// <summary>All method calls.</summary>
    public long TotalCalls => MethodCalls.Values.Sum();
}
