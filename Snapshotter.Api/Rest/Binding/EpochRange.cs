using System.Numerics;

namespace Snapshotter.Api.Rest.Binding;

/// <summary>A range of epochs as a segment of a path: two ids joined by a minus sign.</summary>
/// <param name="From">The first epoch.</param>
/// <param name="To">The last epoch.</param>
internal readonly record struct EpochRange(BigInteger From, BigInteger To)
{
    /// <summary>Reads a range; a segment of any other form is left to whoever reads a single id.</summary>
    public static bool TryParse(ReadOnlySpan<char> segment, out EpochRange range)
    {
        range = default;
        var cut = segment.LastIndexOf('-');
        if (cut < 1 || segment[0] == '-') return false;
        if (!WholeNumber.TryParse(segment[..cut], out var from) || !WholeNumber.TryParse(segment[(cut + 1)..], out var to)) return false;
        range = new EpochRange(from, to);
        return true;
    }

    /// <summary>Adds what is wrong with the range: it runs backwards, is too long, or lies where no epoch can be.</summary>
    public void Check(Faults faults, int most)
    {
        if (From > To) faults.Add("ensure the range ends at or after its start", "value_error.range.backwards", "path", "epoch_id");
        else if (To - From >= most) faults.Add($"ensure the range has at most {most} epochs", "value_error.range.too_long", "path", "epoch_id");
        else if (!WholeNumber.IsStorable(To)) faults.Add($"ensure the range ends at or before {long.MaxValue}", "value_error.range.too_far", "path", "epoch_id");
    }
}
