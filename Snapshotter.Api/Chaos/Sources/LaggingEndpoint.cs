using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>One of the endpoints is behind while the chain moves.</summary>
internal sealed class LaggingEndpoint : IFaultSource
{
    private const int MostBlocks = 6;

    /// <inheritdoc/>
    public string Name => "lagging endpoint";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (!lots.Chance(300)) return;
        var behind = lots.Between(1, MostBlocks);
        lots.OneOf(run.Endpoints).Show(Name, 0, run.Script.LastRequest, view => view with { Head = Math.Max(run.World.FirstBlock, view.Head - behind) });
    }
}
