namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>Where a job is. All but <see cref="Failed"/> exclude one another.</summary>
public enum JobState
{
    /// <summary>It waits for a worker and has not failed yet.</summary>
    Enqueued = 0,

    /// <summary>It waits for its time: an attempt failed, or it was queued for later. So it stays until a worker gets it.</summary>
    Scheduled = 1,

    /// <summary>A worker holds it.</summary>
    Processing = 2,

    /// <summary>Its result is written. Only the latest are listed; all are counted.</summary>
    Succeeded = 3,

    /// <summary>An attempt failed, whatever became of the job since. A job is listed once for each such attempt.</summary>
    Failed = 4,

    /// <summary>It was given up, with a reason.</summary>
    Dead = 5,
}
