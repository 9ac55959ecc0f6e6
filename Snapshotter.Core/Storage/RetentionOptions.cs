using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Storage;

/// <summary>For how long the node keeps what it built.</summary>
public sealed class RetentionOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Retention";

    /// <summary>For how many epochs releases, snapshots with their contents, finality and accounts are kept.</summary>
    /// <value>Default 50,400 epochs: ten weeks of 120 seconds each.</value>
    [Range(300, 100_000_000)]
    public int KeepEpochs { get; init; } = 50_400;

    /// <summary>For how many epochs the outcome of every stage is kept.</summary>
    /// <value>Default 720 epochs: a day of 120 seconds each.</value>
    [Range(31, 1_000_000)]
    public int KeepTransitions { get; init; } = 720;
}
