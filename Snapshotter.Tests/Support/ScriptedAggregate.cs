using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Support;

/// <summary>Composes a snapshot that tells what it was composed of.</summary>
internal sealed class ScriptedAggregate : IAggregateProcessor
{
    public ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken) =>
        new(new ScriptedProcessor.Text($"{input.Epoch.Id}: {string.Join(' ', input.Underlying.Select(static snapshot => snapshot.ProjectId).Order(StringComparer.Ordinal))}"));

    /// <summary>One over each project whose id holds the filter.</summary>
    public static AggregateType Over(string name, string filter) => new(name, new ScriptedAggregate(), []) { Filter = filter };

    /// <summary>One over some projects.</summary>
    public static AggregateType OverMany(string name, params string[] underlying) =>
        new(name, new ScriptedAggregate(), [new AggregateProject(ProjectId.MultiAggregate(name, underlying, "NS"), underlying)]);

    /// <summary>The plan with aggregates, as a configuration gives it.</summary>
    public static ProjectPlan Onto(ProjectPlan plan, params AggregateType[] types) =>
        plan with { Aggregates = SingleAggregates.Over(types, plan.BaseProjectIds, plan.Namespace) };
}
