namespace Snapshotter.Benchmarks.CommandLine;

/// <summary>The files of the checkout that benchmarks read, found from where the program lies.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds Snapshotter.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The recorded local chain: 64 epochs of 10 blocks.</summary>
    public static string GoldenChain => PathOf("Snapshotter.Tests", "Golden", "chain");

    /// <summary>The configuration of seven pairs and two project types.</summary>
    public static string DefaultConfig => PathOf("Snapshotter.Tests", "Golden", "config", "default7");

    /// <summary>The reviewed bounds.</summary>
    public static string Thresholds => PathOf("Snapshotter.Benchmarks", "thresholds.json");

    /// <summary>Where reports go; git ignores it.</summary>
    public static string Artifacts => PathOf("artifacts", "benchmarks");

    private static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Snapshotter.sln"))) return folder.FullName;
        }

        throw new BenchmarkException($"There is no Snapshotter.sln above {AppContext.BaseDirectory}: run the benchmarks from a checkout.");
    }
}
