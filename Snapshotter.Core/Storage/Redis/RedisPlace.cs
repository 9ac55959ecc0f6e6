using System.Globalization;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Behind which record a portion begins: an epoch, a number within it, and a text.</summary>
internal sealed record RedisPlace(long Epoch, long Number, string Text)
{
    /// <summary>Before every record.</summary>
    public static readonly RedisPlace Start = new(long.MinValue, long.MinValue, "");

    /// <exception cref="ArgumentException">It is no place.</exception>
    public static RedisPlace Parse(string? text)
    {
        if (text is null) return Start;
        var parts = text.Split('/', 3);
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new RedisPlace(epoch, number, parts[2])
            : throw new ArgumentException($"'{text}' is no place in this store: begin anew.", nameof(text));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}/{Number}/{Text}");
}
