using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Settings;

/// <summary>Where the embedded adapters keep what must not be lost, and for how long.</summary>
public sealed class StorageOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Storage";

    /// <summary>The data folder; a relative one is below the working directory.</summary>
    /// <value>Default data.</value>
    [Required]
    public string Folder { get; init; } = "data";

    /// <summary>For how many epochs snapshots and their finality are kept.</summary>
    /// <value>Default 50,400 epochs: ten weeks of 120 seconds each.</value>
    [Range(100, 100_000_000)]
    public int KeepEpochs { get; init; } = 50_400;

    /// <summary>For how many epochs the outcome of every stage is kept.</summary>
    /// <value>Default 720 epochs: a day of 120 seconds each.</value>
    [Range(31, 1_000_000)]
    public int KeepTransitions { get; init; } = 720;
}
