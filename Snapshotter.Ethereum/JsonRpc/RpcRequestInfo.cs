using System.Collections.ObjectModel;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>One HTTP request as it went over the wire.</summary>
/// <param name="Endpoint">The alias of the endpoint.</param>
/// <param name="Purpose">What the batch was made for, as its creator named it.</param>
/// <param name="EpochId">The epoch the batch was made for, or null.</param>
/// <param name="Calls">How many calls of each method the request carried.</param>
/// <param name="Duration">From the first byte sent to the last one read; waiting for a rate limit is not in it.</param>
/// <param name="RequestBytes">The size of the request's body.</param>
/// <param name="ResponseBytes">The size of the answer's body, unpacked, as far as it was read.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record RpcRequestInfo(
    string Endpoint,
    string Purpose,
    long? EpochId,
    IReadOnlyDictionary<string, int> Calls,
    TimeSpan Duration,
    long RequestBytes,
    long ResponseBytes,
    RpcOutcome Outcome)
{
    /// <summary>How often the request as a whole, or calls in it, failed in which way.</summary>
    public IReadOnlyDictionary<RpcErrorKind, int> Faults { get; init; } = ReadOnlyDictionary<RpcErrorKind, int>.Empty;
}
