namespace Snapshotter.Tests.Support;

/// <summary>How long tests wait for what must come.</summary>
internal static class Patience
{
    /// <summary>Far longer than anything takes on the slowest machine: what ends by it hangs.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
}
