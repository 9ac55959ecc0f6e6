namespace Snapshotter.Core.Configuration;

/// <summary>Bounds far above any real configuration, so that a broken or hostile file cannot take the node's memory.</summary>
public static class ConfigurationLimits
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>Entries of one list: project types, projects of a type, projects to wait for.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>Characters of one text.</summary>
    public const int MaxText = 2_048;

    /// <summary>Characters of a piece of a file that is shown in a message.</summary>
    internal const int MaxQuoted = 80;
}
