using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Network.Epochs;

/// <summary>How epochs are released from the head of the source chain.</summary>
public sealed record EpochManagerOptions
{
    /// <summary>Source blocks of an epoch; what the contract was deployed with.</summary>
    /// <value>Default 10 blocks.</value>
    [Range(1, 255)]
    public int EpochSize { get; init; } = 10;

    /// <summary>Source blocks that must lie above an epoch's last one before it is released.</summary>
    /// <value>Default 2 blocks.</value>
    [Range(0, 10_000)]
    public int HeadOffset { get; init; } = 2;

    /// <summary>The first block of the first epoch; null to begin below the head that is seen first.</summary>
    /// <value>Default null.</value>
    public long? FirstBlock { get; init; }

    /// <summary>The id of the epoch with which the manager ends; null for no end.</summary>
    /// <value>Default null.</value>
    public int? Limit { get; init; }

    /// <summary>The shortest time between two looks at the source head.</summary>
    /// <value>Default 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The shortest time between two releases while the manager catches up.</summary>
    /// <value>Default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReleaseInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait after failures in a row; it doubles from <see cref="PollingInterval"/> on.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);
}
