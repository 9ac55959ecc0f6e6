using System.Globalization;

namespace Snapshotter.Api.Ops.Words;

/// <summary>Numbers and times as an operator reads them.</summary>
internal static class Say
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A whole number, or a dash.</summary>
    public static string Number(long? number) => number is { } known ? Number(known) : "–";

    /// <summary>A number with at most one decimal.</summary>
    public static string Decimal(double? number) => number is { } known ? known.ToString(Math.Abs(known) < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture) : "–";

    /// <summary>A part of a whole in percent; a dash of nothing.</summary>
    public static string Percent(long part, long whole)
    {
        if (whole == 0) return "–";
        // What is not all must not look like all.
        return part == whole ? "100 %" : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(part * 100.0 / whole, 99.9):0.0} %");
    }

    /// <summary>A length in bytes.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1) (value, unit) = (value / 1024, unit + 1);
        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {Units[unit]}");
    }

    /// <summary>A span of time in its two largest units.</summary>
    public static string Span(TimeSpan span)
    {
        if (span < TimeSpan.Zero) span = TimeSpan.Zero;
        if (span.TotalMilliseconds < 1) return "< 1 ms";
        if (span.TotalSeconds < 1) return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms");
        if (span.TotalSeconds < 10) return string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
        if (span.TotalMinutes < 1) return $"{(int)span.TotalSeconds} s";
        if (span.TotalHours < 1) return Two((int)span.TotalMinutes, "min", span.Seconds, "s");
        return span.TotalDays < 1 ? Two((int)span.TotalHours, "h", span.Minutes, "min") : Two((int)span.TotalDays, "d", span.Hours, "h");
    }

    /// <summary>A moment as seen from another: <c>12 s ago</c>, <c>in 3 min</c>, <c>now</c>.</summary>
    public static string When(DateTimeOffset at, DateTimeOffset now)
    {
        var age = now - at;
        if (age.Duration() < TimeSpan.FromSeconds(1)) return "now";
        // Fractions are for durations; "3.4 s ago" only flickers.
        var distance = age.Duration().TotalSeconds < 60 ? $"{(int)age.Duration().TotalSeconds} s" : Span(age.Duration());
        return age > TimeSpan.Zero ? $"{distance} ago" : $"in {distance}";
    }

    /// <summary>A moment exactly, in UTC.</summary>
    public static string Exactly(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A count with the right word.</summary>
    public static string Count(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    private static string Two(int large, string unit, int small, string smallUnit) => small == 0 ? $"{large} {unit}" : $"{large} {unit} {small} {smallUnit}";
}
