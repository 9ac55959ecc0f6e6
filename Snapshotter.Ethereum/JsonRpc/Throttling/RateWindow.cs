using System.Globalization;

namespace Snapshotter.Ethereum.JsonRpc.Throttling;

/// <summary>At most <paramref name="Limit"/> requests in each <paramref name="Period"/>.</summary>
/// <param name="Limit">How many, at least 1.</param>
/// <param name="Period">The length of the window; a month is 30 days and a year 365.</param>
public sealed record RateWindow(long Limit, TimeSpan Period)
{
    /// <summary>The window in words, such as <c>300 per 60 s</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Limit} per {Period.TotalSeconds} s");
}
