using Snapshotter.Api.Chaos.Sources;

namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>What a node with an anchor chain suffers from it.</summary>
internal sealed class AnchorPlan
{
    /// <summary>What the chain does.</summary>
    public AnchorScript Script { get; } = new();

    /// <summary>The endpoints in the order in which the node is told of them.</summary>
    public IReadOnlyList<EndpointPlan> Endpoints { get; } = [new EndpointPlan("anchor-first"), new EndpointPlan("anchor-second")];

    /// <summary>The last request at which anything changes.</summary>
    public long LastRequest => Math.Max(Script.LastRequest, Endpoints.Max(static endpoint => endpoint.LastRequest));
}
