namespace Snapshotter.Tests.Support;

/// <summary>How long tests wait for what must come.</summary>
internal static class Patience
{
    /// <summary>Far longer than anything takes on the slowest machine: what ends by it hangs.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something that nobody tells of is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Long);
        while (!isSo()) await Task.Delay(BetweenLooks, TimeProvider.System, patience.Token);
    }
}
