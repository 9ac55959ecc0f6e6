using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Storage;

/// <summary>For how long the node keeps what it built.</summary>
public sealed class RetentionOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Retention";

    /// <summary>The default of <see cref="KeepJobs"/>.</summary>
    public const int DefaultKeepJobs = 20_000;

    /// <summary>For how many epochs releases, snapshots with their contents, finality and accounts are kept.</summary>
    /// <value>Default 50,400 epochs: ten weeks of 120 seconds each.</value>
    [Range(300, 100_000_000)]
    public int KeepEpochs { get; init; } = 50_400;

    /// <summary>For how many epochs the outcome of every stage is kept.</summary>
    /// <value>Default 720 epochs: a day of 120 seconds each.</value>
    [Range(31, 1_000_000)]
    public int KeepTransitions { get; init; } = 720;

    /// <summary>How many jobs that ended, and attempts that failed, the operator can still look at.</summary>
    /// <value>Default 20,000 of each: about 5 MB.</value>
    [Range(1_000, 10_000_000)]
    public int KeepJobs { get; init; } = DefaultKeepJobs;
}
