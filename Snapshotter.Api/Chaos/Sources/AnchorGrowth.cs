using Snapshotter.Api.Chaos.Anchor;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>The anchor chain grows, releases epochs, and is reorganised.</summary>
internal sealed class AnchorGrowth : IFaultSource
{
    private const int FewestRequestsPerStep = 3;
    private const int MostRequestsPerStep = 10;
    private const int MostBlocksPerStep = 2;
    private const int MostStepsPerEpoch = 4;
    private const int MostBlocksReplaced = 6;
    private static readonly int[] Windows = [10, 30, 60];

    /// <summary>A host that stands still, or starts anew, takes the time in which the requests of the others bring some dozens of blocks.</summary>
    private static readonly int[] WindowsOfMany = [30, 100, 200];

    /// <inheritdoc/>
    public string Name => "anchor growth";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (run.Anchor is not { } anchor) return;
        anchor.Script.SubmissionWindow = lots.OneOf(run.IsOnManyHosts ? WindowsOfMany : Windows);
        anchor.Script.HasWebSocket = lots.Chance(300);
        var permille = lots.Chance(500) ? lots.Between(50, 250) : 0;
        var request = 0L;
        for (var epoch = 1; epoch <= ChaosWorld.Epochs; epoch++)
        {
            anchor.Script.Add(Step(lots, ref request, epoch, reorganises: false));
            for (var i = lots.Below(MostStepsPerEpoch); i > 0; i--) anchor.Script.Add(Step(lots, ref request, epoch, lots.Chance(permille)));
        }
    }

    private static AnchorStep Step(Lots lots, ref long request, int epoch, bool reorganises)
    {
        var at = request += lots.Between(FewestRequestsPerStep, MostRequestsPerStep);
        var reorg = reorganises ? new AnchorReorg(lots.Between(1, MostBlocksReplaced), lots.OneOf(Enum.GetValues<AnchorReorgKind>())) : null;
        return new AnchorStep(at, lots.Between(1, MostBlocksPerStep), epoch, reorg);
    }
}
