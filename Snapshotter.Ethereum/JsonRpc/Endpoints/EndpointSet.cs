namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>Which endpoints a call has been sent to in the present round through the pool.</summary>
internal readonly record struct EndpointSet(ulong Bits, int Count)
{
    /// <summary>The most endpoints a client may have.</summary>
    public const int Capacity = 64;

    public bool Contains(Endpoint endpoint) => (Bits & (1UL << endpoint.Index)) != 0;

    public EndpointSet With(Endpoint endpoint) => Contains(endpoint) ? this : new EndpointSet(Bits | (1UL << endpoint.Index), Count + 1);
}
