namespace Snapshotter.Tests.Support;

/// <summary>How long tests wait for what must come.</summary>
internal static class Patience
{
    /// <summary>Far longer than anything takes on the slowest machine: what ends by it hangs.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something that nobody tells of is so.</summary>
    public static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    /// <summary>Waits until something that nobody tells of, and that is asked for, is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Long);
        while (!await isSo()) await Task.Delay(BetweenLooks, TimeProvider.System, patience.Token);
    }
}
