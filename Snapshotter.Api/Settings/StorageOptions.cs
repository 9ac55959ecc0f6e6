using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Settings;

/// <summary>Where what must not be lost is kept.</summary>
public sealed class StorageOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Storage";

    /// <summary>Where state and jobs are: in SQLite in the data folder, for one process, or in Redis, for as many hosts as are needed.</summary>
    /// <value>Default Sqlite.</value>
    public StorageKind Kind { get; init; } = StorageKind.Sqlite;

    /// <summary>The data folder; a relative one is below the working directory.</summary>
    /// <value>Default data.</value>
    [Required]
    public string Folder { get; init; } = "data";
}
