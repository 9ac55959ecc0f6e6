namespace Snapshotter.Core.Jobs.Workers;

/// <summary>The processes that work on a state, as they tell of themselves.</summary>
public interface IWorkerBoard
{
    /// <summary>All that were heard of lately, by host and id; those that are gone stand there for a while.</summary>
    ValueTask<IReadOnlyList<WorkerSign>> AllAsync(CancellationToken cancellationToken);
}
