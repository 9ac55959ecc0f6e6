using Snapshotter.Core.Epochs;

namespace Snapshotter.Core.Telemetry;

/// <summary>The progress of the pipeline at one moment.</summary>
/// <param name="StartedAt">When the process started.</param>
public sealed record ProgressSnapshot(DateTimeOffset StartedAt)
{
    /// <summary>The highest source block seen.</summary>
    public long? Head { get; init; }

    /// <summary>When the head last moved.</summary>
    public DateTimeOffset? HeadMovedAt { get; init; }

    /// <summary>When the source was last read.</summary>
    public DateTimeOffset? SourceReadAt { get; init; }

    /// <summary>Why the source cannot be read, while it cannot.</summary>
    public string? SourceFailure { get; init; }

    /// <summary>The highest block of the anchor chain seen; null where there is no anchor chain.</summary>
    public long? AnchorHead { get; init; }

    /// <summary>When the anchor chain was last read.</summary>
    public DateTimeOffset? AnchorReadAt { get; init; }

    /// <summary>Why the anchor chain cannot be read, while it cannot.</summary>
    public string? AnchorFailure { get; init; }

    /// <summary>Why the shared state cannot be read or written, while it cannot.</summary>
    public string? StoreFailure { get; init; }

    /// <summary>When the shared state began to fail; null while it does not.</summary>
    public DateTimeOffset? StoreFailedAt { get; init; }

    /// <summary>Why what this node submits does not count, while it does not.</summary>
    public string? SubmissionFailure { get; init; }

    /// <summary>The last block of a recording that is used up.</summary>
    public long? UsedUpAtBlock { get; init; }

    /// <summary>The number of projects planned for the latest epoch whose work began.</summary>
    public int? Projects { get; init; }

    /// <summary>The latest released epoch.</summary>
    public ReleasedEpoch? Released { get; init; }

    /// <summary>When this process released an epoch last.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>The highest epoch whose jobs all ended.</summary>
    public long? EndedEpoch { get; init; }

    /// <summary>When an epoch's jobs last all ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The number of epochs this process saw to their end.</summary>
    public long EndedCount { get; init; }

    /// <summary>What reading the latest ended epoch cost.</summary>
    public RequestCount? LastCost { get; init; }
}
