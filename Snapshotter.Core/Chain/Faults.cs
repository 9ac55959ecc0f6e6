using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Chain;

/// <summary>What becomes of a shared task that failed.</summary>
internal static class Faults
{
    /// <summary>Whether another try may succeed: it failed, and not because the data on the chain allows no answer.</summary>
    public static bool AreTransient(Task task) =>
        task.IsCanceled || (task.IsFaulted && task.Exception.InnerException is not SnapshotException);

    /// <summary>The same task, whose failure counts as noticed even when all who waited for it have been cancelled.</summary>
    public static TTask Observed<TTask>(TTask task) where TTask : Task
    {
        task.ContinueWith(
            static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}
