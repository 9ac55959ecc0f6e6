namespace Snapshotter.Api.Hosting;

/// <summary>What comes with the executable.</summary>
internal static class BundledFiles
{
    /// <summary>The blocks in an epoch of the sample, which has only 23 blocks.</summary>
    public const int SampleEpochSize = 2;

    /// <summary>Recorded blocks of Ethereum mainnet.</summary>
    public static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "samples", "mainnet-17686110");

    /// <summary>The configuration for the sample.</summary>
    public static string ConfigFolder => Path.Combine(AppContext.BaseDirectory, "config");
}
