using System.Globalization;
using System.Numerics;

namespace Snapshotter.Api.Rest.Binding;

/// <summary>Whole numbers in paths and queries: ASCII digits with an optional minus sign, leading zeros allowed, nothing else.</summary>
internal static class WholeNumber
{
    /// <summary>The most digits read; the original's runtime stops at the same length.</summary>
    public const int MaxDigits = 4_300;

    /// <summary>One more than the largest id a uint256 holds.</summary>
    public static readonly BigInteger Uint256End = BigInteger.One << 256;

    /// <summary>Reads a number.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = default;
        var digits = text is ['-', .. var rest] ? rest : text;
        if (digits.IsEmpty || digits.Length > MaxDigits || digits.ContainsAnyExceptInRange('0', '9')) return false;
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether an epoch of this id can be in the state at all.</summary>
    public static bool IsStorable(BigInteger id) => id.Sign >= 0 && id <= long.MaxValue;
}
