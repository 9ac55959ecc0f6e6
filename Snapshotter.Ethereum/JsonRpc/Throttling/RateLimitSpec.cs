using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Snapshotter.Ethereum.JsonRpc.Throttling;

/// <summary>The rate limits of an endpoint, as configuration writes them: <c>100000000/day;20000/minute;2500/second</c>.</summary>
/// <remarks>Items stand apart by <c>;</c>, <c>,</c> or <c>|</c>; each is <c>n/granularity</c> or <c>n per k granularity</c> with second, minute, hour, day, month or year.</remarks>
public sealed partial class RateLimitSpec
{
    private RateLimitSpec(IReadOnlyList<RateWindow> windows) => Windows = windows;

    /// <summary>No limit.</summary>
    public static RateLimitSpec None { get; } = new([]);

    /// <summary>The windows, all of which hold at once; empty means no limit.</summary>
    public IReadOnlyList<RateWindow> Windows { get; }

    /// <summary>Reads the text; empty means no limit.</summary>
    /// <exception cref="FormatException">An item is wrong; the message quotes it and shows the right form.</exception>
    public static RateLimitSpec Parse(string text) =>
        TryParse(text, out var spec, out var fault) ? spec : throw new FormatException(fault);

    /// <summary>Reads the text, or says what is wrong with it. A window that lets nothing through is wrong: what is limited could never be used.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RateLimitSpec? spec, [NotNullWhen(false)] out string? fault) => TryParse(text, 1, out spec, out fault);

    /// <summary>Reads the text, or says what is wrong with it.</summary>
    /// <param name="text">The text; empty means no limit.</param>
    /// <param name="least">The lowest number a window may let through.</param>
    /// <param name="spec">The limits.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryParse(string? text, long least, [NotNullWhen(true)] out RateLimitSpec? spec, [NotNullWhen(false)] out string? fault)
    {
        spec = None;
        fault = null;
        if (string.IsNullOrWhiteSpace(text)) return true;

        var windows = new List<RateWindow>();
        foreach (var item in text.Split([';', ',', '|'], StringSplitOptions.TrimEntries))
        {
            if (TryParseWindow(item, least, out var window))
            {
                windows.Add(window);
                continue;
            }

            spec = null;
            fault = $"'{item}' in '{text}' is no rate limit; write for example '300/minute' or '300 per 5 minute', several apart by ';'.";
            return false;
        }

        spec = new RateLimitSpec(windows);
        return true;
    }

    private static bool TryParseWindow(string item, long least, [NotNullWhen(true)] out RateWindow? window)
    {
        window = null;
        var match = Item().Match(item);
        if (!match.Success) return false;
        if (!long.TryParse(match.Groups["limit"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < least) return false;
        var multiple = 1;
        if (match.Groups["multiple"].Success
            && (!int.TryParse(match.Groups["multiple"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out multiple) || multiple is 0 or > 10_000)) return false;
        var unit = match.Groups["unit"].Value.ToLowerInvariant();
        window = new RateWindow(limit, multiple * Granularity(unit), string.Create(CultureInfo.InvariantCulture, $"{limit} per {multiple} {unit}"));
        return true;
    }

    private static TimeSpan Granularity(string unit) => unit switch
    {
        "second" => TimeSpan.FromSeconds(1),
        "minute" => TimeSpan.FromMinutes(1),
        "hour" => TimeSpan.FromHours(1),
        "day" => TimeSpan.FromDays(1),
        "month" => TimeSpan.FromDays(30),
        _ => TimeSpan.FromDays(365),
    };

    [GeneratedRegex(@"^(?<limit>\d+)\s*(/|per)\s*((?<multiple>\d+)\s*)?(?<unit>second|minute|hour|day|month|year)s?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}
