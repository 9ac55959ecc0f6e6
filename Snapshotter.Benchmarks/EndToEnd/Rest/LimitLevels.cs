namespace Snapshotter.Benchmarks.EndToEnd.Rest;

/// <summary>Settings of the limits under which a node is measured.</summary>
internal static class LimitLevels
{
    private const string PublicLimit = "SNAPSHOTTER_Access__PublicLimit";
    private const string Burst = "SNAPSHOTTER_Access__BurstPerSecond";

    /// <summary>No limit, so that nothing is counted.</summary>
    public static IReadOnlyDictionary<string, string> Unlimited { get; } = new Dictionary<string, string> { [PublicLimit] = "", [Burst] = "0" };

    /// <summary>All limits in force, none of them ever reached.</summary>
    public static IReadOnlyDictionary<string, string> OutOfReach { get; } =
        new Dictionary<string, string> { [PublicLimit] = "1000000/second;60000000/minute;1000000000/day", [Burst] = "10000000" };

    /// <summary>A public limit far below what the measure sends; the limit of bursts would refuse the measure's own looks at /health, which come from the same address.</summary>
    public static IReadOnlyDictionary<string, string> Tight { get; } = new Dictionary<string, string> { [PublicLimit] = "20000/day;300/minute;10/second", [Burst] = "10000000" };
}
