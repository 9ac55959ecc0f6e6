using System.Globalization;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// The keys <c>block991</c> to <c>block1000</c> in the order of their texts (<c>block1000</c> comes first), sorted once for
/// all the maps of an epoch that have a value per block.
/// </summary>
public sealed class NumberedKeys
{
    /// <summary>The most keys of one map: far more blocks than an epoch has.</summary>
    public const int MaxCount = 1 << 20;

    private readonly (string Name, int Index)[] _sorted;

    private NumberedKeys((string Name, int Index)[] sorted) => _sorted = sorted;

    /// <summary>The number of keys.</summary>
    public int Count => _sorted.Length;

    /// <summary>The keys in text order, each with its place in number order.</summary>
    internal ReadOnlySpan<(string Name, int Index)> Sorted => _sorted;

    /// <summary>The keys of all numbers from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, begins below zero or holds more than <see cref="MaxCount"/> numbers.</exception>
    public static NumberedKeys Range(string prefix, long first, long last)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last - first, MaxCount - 1);

        var keys = new (string Name, int Index)[last - first + 1];
        for (var i = 0; i < keys.Length; i++) keys[i] = (prefix + (first + i).ToString(CultureInfo.InvariantCulture), i);

        // The prefix is the same and digits are ASCII, so ordinal order is code point order.
        Array.Sort(keys, static (x, y) => string.CompareOrdinal(x.Name, y.Name));
        return new NumberedKeys(keys);
    }
}
