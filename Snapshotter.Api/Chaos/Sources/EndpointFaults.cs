using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>Endpoints answer single requests wrongly, late or not at all.</summary>
internal sealed class EndpointFaults : IFaultSource
{
    private const int MostRequests = 120;
    private const int MostPermille = 400;

    /// <inheritdoc/>
    public string Name => "endpoint faults";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        foreach (var endpoint in run.Endpoints)
        {
            // A few kinds at once, so that each gets its turn often and in company.
            IRpcFault[] kinds = [.. Enumerable.Range(0, lots.Between(1, 6)).Select(_ => lots.OneOf(FaultMenu.Common))];
            var first = lots.Below(10);
            endpoint.Schedule = new FaultSchedule(run.Seed, endpoint.Name, lots.Between(0, MostPermille), first, first + lots.Below(MostRequests), kinds);
        }
    }
}
