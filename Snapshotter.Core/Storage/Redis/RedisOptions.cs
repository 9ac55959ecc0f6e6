using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>How the shared Redis is reached. The password itself is never a setting: it stands in a file or in the environment.</summary>
public sealed record RedisOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Redis";

    /// <summary>The host of the server.</summary>
    /// <value>Default 127.0.0.1.</value>
    [Required]
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port of the server.</summary>
    /// <value>Default 6379.</value>
    [Range(1, 65_535)]
    public int Port { get; init; } = 6379;

    /// <summary>The number of the database. What shares a network shares a database; two networks must not.</summary>
    /// <value>Default 0.</value>
    [Range(0, 1_000_000)]
    public int Database { get; init; }

    /// <summary>The ACL user.</summary>
    /// <value>Default none: the server's default user.</value>
    public string? User { get; init; }

    /// <summary>The file with the password, such as a mounted secret. The variable SNAPSHOTTER_REDIS_PASSWORD takes its place.</summary>
    /// <value>Default none: no password, unless the variable gives one.</value>
    public string? PasswordFile { get; init; }

    /// <summary>Whether the connection is encrypted by TLS.</summary>
    /// <value>Default false.</value>
    public bool Tls { get; init; }

    /// <summary>A file with the certificates (PEM) that may sign the server's, for authorities the system does not know.</summary>
    /// <value>Default none: those of the system.</value>
    public string? TlsAuthority { get; init; }

    /// <summary>How long an answer may take before the server counts as gone.</summary>
    /// <value>Default 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
