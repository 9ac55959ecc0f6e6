using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Core.Epochs.Forks;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>Holds the aggregate over one project back, so that the epoch is not submitted, while the one over another is composed.</summary>
/// <param name="heldOver">The project whose aggregate is held.</param>
/// <param name="composedOver">The project whose aggregate is composed meanwhile.</param>
internal sealed class HeldComposition(string heldOver, string composedOver)
{
    private readonly TaskCompletionSource _held = new();
    private readonly TaskCompletionSource _composed = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A plan whose aggregates are held.</summary>
    public ProjectPlan Plan
    {
        get
        {
            var plan = HashingComputes.Plan(withAggregates: true);
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
            await held.ComposeAsync(input.SingleUnderlying().ProjectId, () => inner.BuildAsync(input, history, chain, cancellationToken), cancellationToken);
    }

    private async ValueTask<ISnapshot?> ComposeAsync(string projectId, Func<ValueTask<ISnapshot?>> compose, CancellationToken cancellationToken)
    {
        if (projectId == heldOver)
        {
            _held.TrySetResult();
            await _go.Task.WaitAsync(cancellationToken);
        }

        var snapshot = await compose();
        if (projectId == composedOver) _composed.TrySetResult();
        return snapshot;
    }
}
