using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Epochs;

/// <summary>How epochs are cut from the source chain.</summary>
public sealed record EpochOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Epochs";

    /// <summary>The number of blocks in an epoch.</summary>
    /// <value>Default 10 blocks.</value>
    [Range(1, 1000)]
    public int Size { get; init; } = 10;

    /// <summary>The first block of epoch 1, or null to start at the head that is seen first. Ignored once an epoch was released.</summary>
    /// <value>Default null.</value>
    [Range(0, long.MaxValue)]
    public long? FirstBlock { get; init; }

    /// <summary>How many blocks must lie above an epoch's last one before it is released: what is reorganised above an epoch costs nothing, what reaches into it costs building it anew.</summary>
    /// <value>Default 2 blocks.</value>
    [Range(0, 10_000)]
    public int HeadOffset { get; init; } = 2;

    /// <summary>The number of epochs to cut before stopping, or null for no end.</summary>
    /// <value>Default null.</value>
    [Range(1, long.MaxValue)]
    public long? Limit { get; init; }

    /// <summary>The last block the source will ever have, when it is a recording; null for a live chain.</summary>
    /// <value>Default null.</value>
    [Range(0, long.MaxValue)]
    public long? LastBlock { get; init; }

    /// <summary>The most epochs that may have unfinished jobs at once, for each host that runs jobs; further ones wait unreleased. Aggregates are composed in one after the other.</summary>
    /// <value>Default 4 epochs.</value>
    [Range(1, 256)]
    public int MaxInFlight { get; init; } = 4;

    /// <summary>The time between two blocks of the source chain in whole seconds, by which windows of time are measured in epochs. All nodes of a network must agree on it.</summary>
    /// <value>Default 12 seconds.</value>
    [Range(1, 1_000_000)]
    public int BlockTimeSeconds { get; init; } = 12;

    /// <summary>The shortest time between two looks at the source head.</summary>
    /// <value>Default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(1);
}
