using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Rpc;

/// <summary>Which requests to an endpoint go wrong, and how: decided by the seed, the endpoint and the request's number alone.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Permille">How many of a thousand requests go wrong.</param>
/// <param name="FirstRequest">The first request that may, counted per endpoint from 0.</param>
/// <param name="LastRequest">The last request that may; faults end, so that a run can be held to have got through.</param>
/// <param name="Faults">What may happen to it.</param>
internal sealed record FaultSchedule(ulong Seed, string Endpoint, int Permille, long FirstRequest, long LastRequest, IReadOnlyList<IRpcFault> Faults)
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultSchedule None { get; } = new(0, "", 0, 0, -1, []);

    /// <summary>The fault of a request with the lots for its details, or null.</summary>
    public (IRpcFault Fault, Lots Lots)? At(long request)
    {
        if (request < FirstRequest || request > LastRequest) return null;
        var lots = Lots.Of(Seed, FormattableString.Invariant($"request {request} to {Endpoint}"));
        return lots.Chance(Permille) ? (lots.OneOf(Faults), lots) : null;
    }
}
