using Snapshotter.Api.Chaos.Ipfs;
using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>There is an IPFS node behind the contents, and it goes away, hangs, breaks off and gives wrong CIDs.</summary>
internal sealed class IpfsOutages : IFaultSource
{
    private const int MostCalls = 80;
    private const int MostPermille = 500;
    private const int LongestOutage = 60;
    private const int MostOutages = 3;

    /// <inheritdoc/>
    public string Name => "ipfs";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (!lots.Chance(400)) return;
        IRpcFault[] kinds = [.. Enumerable.Range(0, lots.Between(1, 4)).Select(_ => lots.OneOf(IpfsMenu.Faults))];
        var first = lots.Below(10);
        var schedule = new FaultSchedule(run.Seed, Name, lots.Between(0, MostPermille), first, first + lots.Below(MostCalls), kinds);
        var outages = new List<(long, long)>();
        var request = 0L;
        for (var i = lots.Below(MostOutages + 1); i > 0; i--)
        {
            // Requests are few once the chain stands still, so that an outage counted in them would last too long.
            var from = request + lots.Below(30);
            request = Math.Min(from + lots.Between(1, LongestOutage), run.Script.LastRequest);
            if (request > from) outages.Add((from, request));
            request += 2;
        }

        run.Ipfs = new IpfsPlan(schedule, outages, lots.Chance(500) ? lots.Between(1, 20) * 1024 : 0);
    }
}
