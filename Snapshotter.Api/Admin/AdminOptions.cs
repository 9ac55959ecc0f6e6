using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Admin;

/// <summary>Where users and keys are managed. Without an admin key nothing listens there.</summary>
public sealed class AdminOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Admin";

    /// <summary>The address to listen on.</summary>
    /// <value>Default 127.0.0.1.</value>
    [Required]
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 lets the system choose.</summary>
    /// <value>Default 8555.</value>
    [Range(0, 65_535)]
    public int Port { get; init; } = 8555;

    /// <summary>The file that holds the admin key.</summary>
    /// <value>By default <c>admin.key</c> in the data folder.</value>
    public string? KeyFile { get; init; }
}
