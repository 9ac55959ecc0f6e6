using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>The process is killed without warning, and started again.</summary>
internal sealed class Kills : IFaultSource
{
    private const int Most = 4;

    /// <inheritdoc/>
    public string Name => "kills";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (!lots.Chance(500)) return;
        for (var i = lots.Between(1, Most); i > 0; i--) run.Kills.Add(lots.Below((int)run.LastScripted + 10));
    }
}
