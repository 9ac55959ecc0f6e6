using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>Builds the snapshot of one source wrongly in the first epoch.</summary>
internal sealed class ErringOnce(ISnapshotProcessor inner, string erring) : ISnapshotProcessor
{
    /// <summary>A plan with aggregates that errs.</summary>
    public static ProjectPlan In(string source)
    {
        var plan = HashingComputes.Plan(withAggregates: true);
        return plan with { Types = [.. plan.Types.Select(type => type with { Processor = new ErringOnce(type.Processor, source) })] };
    }

    public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.Epoch.Id == 1 && source?.ToString() == erring ? new ScriptedProcessor.Text("what nobody else saw") : await inner.BuildAsync(source, chain, cancellationToken);
}
