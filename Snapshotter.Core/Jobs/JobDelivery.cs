namespace Snapshotter.Core.Jobs;

/// <summary>Why a job was delivered.</summary>
public enum JobDelivery
{
    /// <summary>It is new.</summary>
    First,

    /// <summary>It failed before.</summary>
    Retry,

    /// <summary>A worker that had it died or lost its lease, at this attempt or an earlier one.</summary>
    Reclaimed,
}
