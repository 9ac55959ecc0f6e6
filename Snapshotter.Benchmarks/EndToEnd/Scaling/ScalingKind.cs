namespace Snapshotter.Benchmarks.EndToEnd.Scaling;

/// <summary>What is measured.</summary>
/// <param name="Id">Its name in the readings.</param>
/// <param name="What">What the hosts are.</param>
/// <param name="Share">The share of one processor that each worker has once it is warm; null for as much as there is.</param>
/// <param name="HasAggregates">Whether aggregates are composed, which goes in the order of epochs.</param>
/// <param name="WarmingUp">The first epochs, during which every process compiles what it runs, with as much of the machine as there is.</param>
/// <param name="Settling">How many more are not counted: those that were in work when the workers were held.</param>
/// <param name="Counted">How many are counted.</param>
internal sealed record ScalingKind(string Id, string What, double? Share, bool HasAggregates, int WarmingUp, int Settling, int Counted)
{
    /// <summary>All epochs of a run.</summary>
    public int Epochs => WarmingUp + Settling + Counted;
}
