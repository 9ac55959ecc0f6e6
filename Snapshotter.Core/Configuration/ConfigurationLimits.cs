namespace Snapshotter.Core.Configuration;

/// <summary>Bounds far above any real configuration, so that a broken or hostile file cannot take the node's memory.</summary>
public static class ConfigurationLimits
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>Project types of a file.</summary>
    public const int MaxTypes = 200;

    /// <summary>Entries of any other list, such as the projects of a type.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Characters of one text.</summary>
    public const int MaxText = 2_048;

    /// <summary>Characters of a piece of a file that is shown in a message.</summary>
    internal const int MaxQuoted = 80;
}
