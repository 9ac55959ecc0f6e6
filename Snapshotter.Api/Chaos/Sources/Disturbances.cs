using Snapshotter.Api.Chaos.Anchor;
using Snapshotter.Api.Chaos.Ipfs;
using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Source;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>What one run will suffer. Every fault source adds its part; nothing here happens yet.</summary>
internal sealed class Disturbances
{
    /// <summary>An undisturbed run: two honest endpoints and a chain that does not move.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="world">What the node lives in.</param>
    /// <param name="isOnManyHosts">Whether the node is many processes that share a Redis.</param>
    public Disturbances(ulong seed, ChaosWorld world, bool isOnManyHosts = false)
    {
        Seed = seed;
        World = world;
        IsOnManyHosts = isOnManyHosts;
        Hosts = isOnManyHosts ? HostPlan.Many(Lots.Of(seed, "hosts")) : HostPlan.Alone;
        Anchor = HasAnchor(seed) ? new AnchorPlan() : null;
        Endpoints = [new EndpointPlan("first"), new EndpointPlan("second")];
    }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; }

    /// <summary>What the node lives in.</summary>
    public ChaosWorld World { get; }

    /// <summary>Whether the node is many processes that share a Redis.</summary>
    public bool IsOnManyHosts { get; }

    /// <summary>The processes of the node.</summary>
    public IReadOnlyList<HostPlan> Hosts { get; }

    /// <summary>How the chain grows and is reorganised.</summary>
    public SourceScript Script { get; } = new();

    /// <summary>The endpoints in the order in which the node is told of them.</summary>
    public IReadOnlyList<EndpointPlan> Endpoints { get; }

    /// <summary>The anchor chain on which consensus is found, or null where the protocol state is the embedded one.</summary>
    public AnchorPlan? Anchor { get; }

    /// <summary>The IPFS node behind the contents, or null for none.</summary>
    public IpfsPlan? Ipfs { get; set; }

    /// <summary>The fault points armed at every start of a process.</summary>
    public List<PointPlan> Points { get; } = [];

    /// <summary>When the clock of the node jumps, counted anew at every start.</summary>
    public List<ClockJump> Jumps { get; } = [];

    /// <summary>What is done to the processes from outside.</summary>
    public List<Strike> Strikes { get; } = [];

    /// <summary>The last request at which a chain moves.</summary>
    public long LastScripted => Math.Max(Script.LastRequest, Anchor?.Script.LastRequest ?? 0);

    /// <summary>The last request at which anything that the chains, their endpoints or IPFS do changes.</summary>
    public long LastRequest => new[] { Endpoints.Max(static endpoint => endpoint.LastRequest), Script.LastRequest, Anchor?.LastRequest ?? 0, Ipfs?.LastRequest ?? 0 }.Max();

    /// <summary>Whether the node of a seed takes part in consensus on an anchor chain: every second one does.</summary>
    public static bool HasAnchor(ulong seed) => seed % 2 == 0;
}
