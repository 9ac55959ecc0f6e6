using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Forks;

/// <summary>
/// Decides whether another chain is believed. Endpoints agree when they have the same block where the chains part, so that one that lags a few blocks
/// behind agrees as well; only one that has all blocks speaks against it. What is believed has more endpoints for than against it, so that two
/// chains told by as many each cannot replace one another for ever.
/// </summary>
internal static class ForkJudge
{
    public static ForkVerdict Judge(IReadOnlyList<EndpointBranch> branches)
    {
        var chains = branches.Where(static branch => branch.IsFork).GroupBy(static branch => (branch.ForkPoint, Block: branch.Blocks[0])).ToArray();
        if (chains.Length == 0) return new ForkVerdict(ForkBelief.None, [], []);

        // Of as many the one that was told with all of its blocks, then the one of the endpoint that is preferred.
        var most = chains.OrderByDescending(static chain => chain.Count()).ThenByDescending(static chain => chain.Any(static branch => branch.IsWitness)).ThenBy(static chain => chain.Min(static branch => branch.Endpoint)).First();
        EndpointBranch[] agreeing = [.. most.OrderByDescending(static branch => branch.IsWitness).ThenByDescending(static branch => branch.Blocks.Count).ThenBy(static branch => branch.Endpoint)];
        EndpointBranch[] against = [.. branches.Where(branch => branch.IsWitness && !IsOf(branch, most.Key))];
        return new ForkVerdict(BeliefIn(agreeing, against), agreeing, against);
    }

    private static ForkBelief BeliefIn(EndpointBranch[] agreeing, EndpointBranch[] against)
    {
        if (against.Length > 0 && agreeing.Length <= against.Length) return ForkBelief.Refused;
        return agreeing.Length > 1 && agreeing[0].IsWitness ? ForkBelief.Believed : ForkBelief.Unopposed;
    }

    private static bool IsOf(EndpointBranch branch, (long Point, Hash32 Block) fork) => branch.IsFork && (branch.ForkPoint, branch.Blocks[0]) == fork;
}
