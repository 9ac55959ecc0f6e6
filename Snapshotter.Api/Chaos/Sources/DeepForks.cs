using Snapshotter.Api.Chaos.Source;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>
/// Blocks below the head offset are replaced, for good or until the chain comes back. It happens while there is an epoch to come, by which the node can
/// notice it. Where epochs come from an anchor chain, that chain is what is reorganised.
/// </summary>
internal sealed class DeepForks : IFaultSource
{
    /// <inheritdoc/>
    public string Name => "deep fork";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (run.Anchor is not null || !lots.Chance(500)) return;
        var fork = lots.Between(1, run.World.Forks.Count - 1);
        var shared = SharedBlocks(run.World, fork);
        long[] moments = [.. Requests(run.Script).Where(request => IsDeep(run, request, shared))];
        if (moments.Length == 0) return;
        var turned = lots.OneOf(moments);
        run.Script.Turn(turned, fork, Name);
        long[] later = [.. moments.Where(request => request > turned)];
        if (later.Length > 0 && lots.Chance(300)) run.Script.Turn(lots.OneOf(later), 0, $"{Name} that went back");
    }

    private static IEnumerable<long> Requests(SourceScript script)
    {
        for (var request = 1L; request <= script.LastRequest; request++) yield return request;
    }

    /// <summary>Whether released epochs may have blocks that the fork replaces, and one is still to come.</summary>
    private static bool IsDeep(Disturbances run, long request, int shared) =>
        run.Script.At(request).Head is var head && head < run.World.LastBlock && head - (run.World.FirstBlock + shared) >= ChaosWorld.HeadOffset;

    private static int SharedBlocks(ChaosWorld world, int fork) => world.Forks[0].Hashes.Zip(world.Forks[fork].Hashes).TakeWhile(static pair => pair.First == pair.Second).Count();
}
