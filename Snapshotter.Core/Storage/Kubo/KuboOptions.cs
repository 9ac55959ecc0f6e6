using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>The IPFS node that pins what this node builds and finds what others built.</summary>
public sealed record KuboOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Ipfs";

    /// <summary>The RPC of an IPFS node (Kubo), as URL or multiaddress; without it contents are kept in the data folder only.</summary>
    /// <value>Default none.</value>
    [KuboAddress]
    public string? Url { get; init; }

    /// <summary>Where contents are read, when it is another node than <see cref="Url"/>.</summary>
    /// <value>Default none: the same.</value>
    [KuboAddress]
    public string? ReaderUrl { get; init; }

    /// <summary>The user name, or API key, of both addresses.</summary>
    /// <value>Default none.</value>
    public string? ApiKey { get; init; }

    /// <summary>The password, or API secret, of both addresses.</summary>
    /// <value>Default none.</value>
    public string? ApiSecret { get; init; }

    /// <summary>How long one call may take.</summary>
    /// <value>Default 60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most calls at once, for pins and for reads each.</summary>
    /// <value>Default 8.</value>
    [Range(1, 256)]
    public int MaxConcurrent { get; init; } = 8;

    /// <summary>How often a content is tried before its pinning is given up.</summary>
    /// <value>Default 12: about an hour.</value>
    [Range(1, 1000)]
    public int MaxAttempts { get; init; } = 12;

    /// <summary>The wait before the second attempt at a pin; doubled for each further one, with jitter.</summary>
    /// <value>Default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between attempts at a pin.</summary>
    /// <value>Default 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The largest content that is read from the IPFS node, in bytes.</summary>
    /// <value>Default 32 MiB.</value>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxContentBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>For how long a content that the IPFS node did not have is not asked for again.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MissingFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes of pinned contents kept in the data folder, oldest epochs given up first; 0 = as long as Retention:KeepEpochs says.</summary>
    /// <value>Default 0.</value>
    [Range(0, long.MaxValue)]
    public long MaxLocalBytes { get; init; }

    /// <summary>The name under which the IPFS node knows a remote pinning service that each content is pinned at too.</summary>
    /// <value>Default none.</value>
    public string? RemotePinningService { get; init; }

    /// <summary>Whether the remote pinning service may finish in the background.</summary>
    /// <value>Default true.</value>
    public bool RemotePinningInBackground { get; init; } = true;

    /// <summary>Neither addresses nor credentials: both may hold keys.</summary>
    public override string ToString() => nameof(KuboOptions);
}
