using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>The process of a node that has but one is killed without warning, and started again.</summary>
internal sealed class Kills : IFaultSource
{
    private const int Most = 4;

    /// <inheritdoc/>
    public string Name => "kills";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (run.IsOnManyHosts || !lots.Chance(500)) return;
        var requests = Enumerable.Range(0, lots.Between(1, Most)).Select(_ => lots.Below((int)run.LastScripted + 10)).Distinct();
        run.Strikes.AddRange(requests.Select(static request => new Strike(request, StrikeKind.Kill, 0, TimeSpan.Zero)));
    }
}
