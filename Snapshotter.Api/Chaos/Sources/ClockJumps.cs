using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>The wall clock is set forward and back.</summary>
internal sealed class ClockJumps : IFaultSource
{
    private static readonly long[] Seconds = [2, 90, 3600, 86_400, 400 * 86_400L];

    /// <inheritdoc/>
    public string Name => "clock jumps";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (!lots.Chance(300)) return;
        var look = 0L;
        for (var i = lots.Between(1, 4); i > 0; i--)
        {
            look += lots.Between(10, 120);
            run.Jumps.Add(new ClockJump(look, lots.OneOf(Seconds) * (lots.Chance(500) ? 1 : -1)));
        }
    }
}
