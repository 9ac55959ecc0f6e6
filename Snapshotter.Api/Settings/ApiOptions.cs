using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Settings;

/// <summary>Where the REST API listens.</summary>
public sealed class ApiOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Api";

    /// <summary>The address to listen on.</summary>
    /// <value>Default 127.0.0.1; 0.0.0.0 for all networks.</value>
    [Required]
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 lets the system choose.</summary>
    /// <value>Default 8002.</value>
    [Range(0, 65_535)]
    public int Port { get; init; } = 8002;
}
