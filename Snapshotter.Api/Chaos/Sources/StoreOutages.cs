using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>State, contents or queue cannot be read or written for a while.</summary>
internal sealed class StoreOutages : IFaultSource
{
    private const int MostPermille = 500;
    private const int MostPasses = 150;

    /// <summary>A store that cannot be had at the start ends the start: whoever watches the process starts it again.</summary>
    private const int PassesOfTheStart = 10;

    /// <inheritdoc/>
    public string Name => "store outages";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (!lots.Chance(500)) return;
        foreach (var point in StoreFaults.All)
        {
            if (!lots.Chance(400)) continue;
            var first = lots.Between(PassesOfTheStart, 60);
            run.Points.Add(new PointPlan(point, lots.Between(20, MostPermille), first, first + lots.Below(MostPasses)));
        }
    }
}
