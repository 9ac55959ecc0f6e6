using Snapshotter.Api.Chaos.Source;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>The source chain grows block by block, or several at once.</summary>
internal sealed class ChainGrowth : IFaultSource
{
    private const int MostRequestsPerStep = 3;
    private const int MostBlocksPerStep = 3;

    /// <inheritdoc/>
    public string Name => "growth";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        var (request, head) = (0L, run.World.FirstBlock);
        run.Script.Show(request, new ChainView(0, head));
        while (head < run.World.LastBlock)
        {
            request += lots.Between(1, MostRequestsPerStep);
            head = Math.Min(run.World.LastBlock, head + lots.Between(1, MostBlocksPerStep));
            run.Script.Show(request, new ChainView(0, head));
        }
    }
}
