using System.Globalization;

namespace Snapshotter.Ethereum.JsonRpc.Throttling;

/// <summary>At most <paramref name="Limit"/> requests in each <paramref name="Period"/>.</summary>
/// <param name="Limit">How many.</param>
/// <param name="Period">The length of the window; a month is 30 days and a year 365.</param>
/// <param name="Text">The window as configuration means it, such as <c>300 per 1 minute</c>.</param>
public sealed record RateWindow(long Limit, TimeSpan Period, string Text)
{
    /// <summary>The window in seconds, such as <c>300 per 60 s</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Limit} per {Period.TotalSeconds} s");
}
