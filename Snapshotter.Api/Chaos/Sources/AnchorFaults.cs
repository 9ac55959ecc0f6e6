using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Api.Chaos.Rpc.Faults;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>Endpoints of the anchor chain answer single requests wrongly, late or not at all, lag behind, or are all away for a while.</summary>
internal sealed class AnchorFaults : IFaultSource
{
    private const int MostRequests = 60;
    private const int MostPermille = 400;
    private const int MostBlocksBehind = 4;
    private const int LongestOutage = 25;

    private static readonly IRpcFault[] Outages = [new StatusFault(503), new ResetFault(), new HangFault(), new StatusFault(429, RetryAfter: 1)];

    /// <inheritdoc/>
    public string Name => "anchor faults";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (run.Anchor is not { } anchor) return;
        foreach (var endpoint in anchor.Endpoints)
        {
            IRpcFault[] kinds = [.. Enumerable.Range(0, lots.Between(1, 6)).Select(_ => lots.OneOf(FaultMenu.Anchor))];
            var first = lots.Below(10);
            endpoint.Schedule = new FaultSchedule(run.Seed, endpoint.Name, lots.Between(0, MostPermille), first, first + lots.Below(MostRequests), kinds);
        }

        var last = anchor.Script.LastRequest;
        if (lots.Chance(300))
        {
            var behind = lots.Between(1, MostBlocksBehind);
            lots.OneOf(anchor.Endpoints).Show("lagging anchor endpoint", 0, last, view => view with { Head = view.Head - behind });
        }

        if (lots.Chance(400))
        {
            var from = lots.Below((int)last);
            var fault = lots.OneOf(Outages);
            var until = from + lots.Between(3, LongestOutage);
            foreach (var endpoint in anchor.Endpoints) endpoint.Fail(from, until, fault);
        }
    }
}
