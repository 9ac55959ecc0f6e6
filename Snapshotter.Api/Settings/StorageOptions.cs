using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Settings;

/// <summary>Where the embedded adapters keep what must not be lost.</summary>
public sealed class StorageOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Storage";

    /// <summary>The data folder; a relative one is below the working directory.</summary>
    /// <value>Default data.</value>
    [Required]
    public string Folder { get; init; } = "data";
}
