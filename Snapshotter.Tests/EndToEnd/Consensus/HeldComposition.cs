using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Core.Epochs.Forks;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>Holds the aggregate over one project back, so that the epoch is not submitted, while the one over another is composed.</summary>
/// <param name="heldOver">The project whose aggregate is held.</param>
/// <param name="composedOver">The project whose aggregate is composed meanwhile.</param>
/// <param name="epochId">The epoch in which it is held.</param>
/// <param name="countsUndecided">Whether windows count what is not decided yet.</param>
internal sealed class HeldComposition(string heldOver, string composedOver, long epochId = 1, bool countsUndecided = false)
{
    private readonly TaskCompletionSource _held = new();
    private readonly TaskCompletionSource _composed = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A plan whose aggregates are held.</summary>
    public ProjectPlan Plan
    {
        get
        {
            var plan = HashingComputes.Plan(withAggregates: true, countsUndecided);
            return plan with { Aggregates = [.. plan.Aggregates.Select(type => type with { Processor = new Processor(type.Processor, this) })] };
        }
    }

    /// <summary>Whether the one is held and the other composed.</summary>
    public bool IsReached => _held.Task.IsCompleted && _composed.Task.IsCompleted;

    /// <summary>Holds nothing any more.</summary>
    public void LetGo() => _go.SetResult();

    private sealed class Processor(IAggregateProcessor inner, HeldComposition held) : IAggregateProcessor
    {
        public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken) =>
            await held.ComposeAsync(input.SingleUnderlying(), () => inner.BuildAsync(input, history, chain, cancellationToken), cancellationToken);
    }

    private async ValueTask<ISnapshot?> ComposeAsync(BuiltSnapshot underlying, Func<ValueTask<ISnapshot?>> compose, CancellationToken cancellationToken)
    {
        if (underlying.EpochId == epochId && underlying.ProjectId == heldOver)
        {
            _held.TrySetResult();
            await _go.Task.WaitAsync(cancellationToken);
        }

        var snapshot = await compose();
        if (underlying.EpochId == epochId && underlying.ProjectId == composedOver) _composed.TrySetResult();
        return snapshot;
    }
}
