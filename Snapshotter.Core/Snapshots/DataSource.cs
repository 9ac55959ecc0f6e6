namespace Snapshotter.Core.Snapshots;

/// <summary>What a project looks at, such as the address of a pair: the text of the configuration, split at its first underscore when it has two parts (spec 0.2).</summary>
/// <param name="Value">The data source exactly as configured.</param>
/// <param name="Primary">The first part of a two-part source, or null.</param>
public sealed record DataSource(string Value, string? Primary = null)
{
    /// <summary>
    /// Whether the epoch is the first one in which snapshots of the source are wanted, because the protocol state allowed it just now
    /// (upstream <c>genesis</c>, spec 4.5). Configured sources were always there.
    /// </summary>
    public bool IsGenesis { get; init; }

    /// <summary>The configured text of one part, or of two joined by an underscore.</summary>
    public static DataSource Parse(string configured)
    {
        var cut = configured.IndexOf('_', StringComparison.Ordinal);
        return cut < 0 ? new DataSource(configured) : new DataSource(configured[(cut + 1)..], configured[..cut]);
    }

    /// <inheritdoc/>
    public override string ToString() => Primary is null ? Value : $"{Primary}_{Value}";
}
