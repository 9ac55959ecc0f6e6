using System.Diagnostics.CodeAnalysis;
using Snapshotter.Ethereum.JsonRpc.Throttling;

namespace Snapshotter.Core.Callers;

/// <summary>What a caller may ask, in fixed windows that hold all at once (spec 1.4).</summary>
public sealed class CallLimits
{
    /// <summary>The most windows of one caller: each is counted at every call.</summary>
    public const int MaxWindows = 8;

    private CallLimits(string text, IReadOnlyList<RateWindow> windows)
    {
        Text = text;
        Windows = windows;
    }

    /// <summary>No limit.</summary>
    public static CallLimits None { get; } = new("", []);

    /// <summary>The text they were read from, such as <c>10/second;5000/day</c>.</summary>
    public string Text { get; }

    /// <summary>The windows in the order of the text; empty means no limit. A window may let nothing through.</summary>
    public IReadOnlyList<RateWindow> Windows { get; }

    /// <summary>Reads the text; empty means no limit.</summary>
    /// <exception cref="FormatException">An item is wrong; the message quotes it and shows the right form.</exception>
    public static CallLimits Parse(string text) => TryParse(text, out var limits, out var fault) ? limits : throw new FormatException(fault);

    /// <summary>Reads the text, or says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CallLimits? limits, [NotNullWhen(false)] out string? fault)
    {
        limits = null;
        if (!RateLimitSpec.TryParse(text, least: 0, out var spec, out fault)) return false;
        if (spec.Windows.Count > MaxWindows)
        {
            fault = $"There are {spec.Windows.Count} rate limits, more than the {MaxWindows} allowed.";
            return false;
        }

        limits = new CallLimits(text, spec.Windows);
        return true;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
