using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs;

/// <summary>The epoch that a job belongs to.</summary>
internal static class ReleasedEpochOf
{
    /// <exception cref="InvalidOperationException">The state store no longer knows the epoch.</exception>
    public static async ValueTask<ReleasedEpoch> JobAsync(IStateStore store, Job job, CancellationToken cancellationToken) =>
        job.Delivered?.Epoch
        ?? await store.EpochAsync(job.EpochId, cancellationToken)
        ?? throw new InvalidOperationException($"Epoch {job.EpochId} of job '{job.Kind}' is not in the state store: it is past retention.");
}
