namespace Snapshotter.Computes.UniswapV2.Aggregates.Windows;

/// <summary>The lengths of the windows.</summary>
internal static class WindowLengths
{
    public static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    public static TimeSpan Week { get; } = TimeSpan.FromDays(7);
}
