using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Ops;

/// <summary>The operator pages under <c>/ops</c>.</summary>
public sealed class OpsOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Ops";

    /// <summary>Whether the pages are there.</summary>
    /// <value>Default true.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether the pages only show, and refuse every action.</summary>
    /// <value>Default false.</value>
    public bool ReadOnly { get; init; }

    /// <summary>The file that holds the operator key.</summary>
    /// <value>By default <c>operator.key</c> in the data folder.</value>
    public string? KeyFile { get; init; }

    /// <summary>How long a login with the operator key lasts.</summary>
    /// <value>Default 12 hours.</value>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The most pages that are kept up to date at once; further ones are not, until they are loaded again.</summary>
    /// <value>Default 64 pages.</value>
    [Range(0, 10_000)]
    public int MaxLivePages { get; init; } = 64;
}
