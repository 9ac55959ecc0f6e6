using Snapshotter.Api.Chaos.Rpc;

namespace Snapshotter.Api.Chaos.Ipfs;

/// <summary>What a node with an IPFS node behind it suffers from that.</summary>
/// <param name="Schedule">Which of the calls go wrong.</param>
/// <param name="Outages">From which request to which, counted over all endpoints of chains, connections are refused; in ascending order.</param>
/// <param name="MaxLocalBytes">The most bytes of pinned contents that the node keeps itself, or 0 for all.</param>
internal sealed record IpfsPlan(FaultSchedule Schedule, IReadOnlyList<(long First, long Last)> Outages, long MaxLocalBytes)
{
    /// <summary>The last request at which anything changes.</summary>
    public long LastRequest => Outages.Count == 0 ? 0 : Outages[^1].Last;

    /// <summary>Whether connections are refused at a request.</summary>
    public bool IsAway(long request) => Outages.Any(outage => request >= outage.First && request <= outage.Last);
}
