using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Support;

/// <summary>Tells which sources an epoch touched and builds a snapshot of each. Reads nothing from the chain.</summary>
internal sealed class ScriptedBulkProcessor(Func<long, IEnumerable<string>> touched) : IBulkProcessor
{
    public ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var place = 0;
        return new([.. touched(chain.Epoch.Id).Select(source =>
            new BulkSnapshot(DataSource.Parse(source), new ScriptedProcessor.Text($"{source} in {chain.Epoch.Id}, place {place++}")))]);
    }

    /// <summary>A plan with one bulk type, <c>bulk</c>, beside some configured projects.</summary>
    public static ProjectPlan Plan(Func<long, IEnumerable<string>> touched, int configured = 0) =>
        (configured > 0 ? ScriptedProcessor.Plan(configured) : new ProjectPlan("NS", [], new Dictionary<string, IPreloader>())) with { BulkTypes = [new BulkProjectType("bulk", new ScriptedBulkProcessor(touched), [])] };
}
