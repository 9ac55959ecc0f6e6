using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Rest;

/// <summary>The bounds of the REST API.</summary>
public sealed class RestOptions
{
    /// <summary>The default of <see cref="CacheBytes"/>.</summary>
    public const long DefaultCacheBytes = 64L << 20;

    /// <summary>The default of <see cref="RangeEpochs"/>.</summary>
    public const int DefaultRangeEpochs = 1_000;

    /// <summary>The default of <see cref="CompressFromBytes"/>.</summary>
    public const int DefaultCompressFromBytes = 1_024;

    /// <summary>The default of <see cref="ReportsPerProject"/>.</summary>
    public const int DefaultReportsPerProject = 1_000;

    /// <summary>Memory for finalized snapshots kept ready to send, in bytes.</summary>
    /// <value>64 MiB.</value>
    [Range(0, long.MaxValue)]
    public long CacheBytes { get; set; } = DefaultCacheBytes;

    /// <summary>The most epochs one range request may span.</summary>
    /// <value>1,000.</value>
    [Range(1, 100_000)]
    public int RangeEpochs { get; set; } = DefaultRangeEpochs;

    /// <summary>The length in bytes from which on a snapshot is sent compressed to callers that accept it.</summary>
    /// <value>1,024.</value>
    [Range(1, int.MaxValue)]
    public int CompressFromBytes { get; set; } = DefaultCompressFromBytes;

    /// <summary>The most accounts of submissions one project's status lists, latest first to be kept.</summary>
    /// <value>1,000.</value>
    [Range(1, 100_000)]
    public int ReportsPerProject { get; set; } = DefaultReportsPerProject;
}
