using Snapshotter.Api.Ops.Words;
using Snapshotter.Core.Jobs.Ledger;

namespace Snapshotter.Api.Ops.Parts;

/// <summary>Where the bars of the chart of jobs stand. Pure.</summary>
internal static class PaceBars
{
    /// <summary>The width of the chart.</summary>
    public const int Width = Bars * Step;

    /// <summary>The width of a bar.</summary>
    public const double BarWidth = 3;

    /// <summary>The time the chart shows.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromMinutes(30);

    private const int Bars = 180;
    private const int Step = 4;

    /// <summary>What the full height stands for.</summary>
    public static long Top(IReadOnlyList<JobPace> pace) => Math.Max(4, pace.Count == 0 ? 0 : pace.Max(static one => one.Done + one.Failed));

    /// <summary>The bars, those of the latest stretch at the right edge.</summary>
    public static IEnumerable<PaceBar> Of(IReadOnlyList<JobPace> pace, DateTimeOffset now, double height)
    {
        var first = JobPace.StretchOf(now) - ((Bars - 1) * JobPace.Seconds);
        var unit = height / Top(pace);
        return from one in pace
               where one.From >= first
               let begin = DateTimeOffset.FromUnixTimeSeconds(one.From)
               select new PaceBar((one.From - first) / JobPace.Seconds * Step, one.Done * unit, one.Failed * unit, $"{Say.Exactly(begin)}: {Say.Number(one.Done)} done, {Say.Number(one.Failed)} failed");
    }
}

/// <summary>A bar: from where, how high, and what it says.</summary>
internal sealed record PaceBar(double X, double Done, double Failed, string Title);
