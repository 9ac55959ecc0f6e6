using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs;

/// <summary>What was built in the epoch that a job belongs to: as the queue told it, otherwise as the state store has it.</summary>
internal static class BuiltOf
{
    /// <summary>See <see cref="IStateStore.BuiltCidsAsync"/>.</summary>
    public static ValueTask<IReadOnlyList<Cid?>> JobAsync(IStateStore store, Job job, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        job.Delivered is { Built: { } built }
            ? new([.. projectIds.Select(id => built.TryGetValue(id, out var cid) ? cid : (Cid?)null)])
            : store.BuiltCidsAsync(job.EpochId, projectIds, cancellationToken);

    /// <summary>See <see cref="IStateStore.BuiltAsync"/>.</summary>
    public static ValueTask<IReadOnlyList<BuiltSnapshot>> JobAsync(IStateStore store, Job job, CancellationToken cancellationToken) =>
        job.Delivered is { Built: { } built }
            ? new([.. built.Select(one => new BuiltSnapshot(job.EpochId, one.Key, one.Value)).OrderBy(static one => one.ProjectId, CodePointOrder.Instance)])
            : store.BuiltAsync(job.EpochId, cancellationToken);
}
