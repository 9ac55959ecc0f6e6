namespace Snapshotter.Api.Ops.Parts;

/// <summary>Where the points of a line stand. Pure.</summary>
internal static class ChartPoints
{
    /// <summary>The width of the chart.</summary>
    public const int Width = 480;

    /// <summary>The height of the chart.</summary>
    public const int Height = 100;

    private const double Margin = 4;

    /// <summary>The points, the earliest epoch first; the scale begins at zero, so that a small change does not look like a large one.</summary>
    /// <param name="values">The values by epoch, the latest first; null where there is none.</param>
    public static ChartPoint[] Of(IEnumerable<(long EpochId, double? Value)> values)
    {
        var known = values.Where(static one => one.Value is not null).Select(static one => (one.EpochId, Value: one.Value!.Value)).Reverse().ToArray();
        if (known.Length == 0) return [];
        var most = Math.Max(known.Max(static one => one.Value), double.Epsilon);
        var step = known.Length == 1 ? 0 : (Width - (2 * Margin)) / (known.Length - 1);
        return [.. known.Select((one, i) => new ChartPoint(one.EpochId, one.Value, Margin + (i * step), Height - Margin - (one.Value / most * (Height - (2 * Margin)))))];
    }
}

/// <summary>A point of a line.</summary>
internal sealed record ChartPoint(long EpochId, double Value, double X, double Y);
