using Snapshotter.Core.Epochs.Catalogue;

namespace Snapshotter.Api.Ops.Parts;

/// <summary>Where the bars of an epoch's timeline stand: each from the end of the stage before to its own. Pure.</summary>
internal static class StageBars
{
    /// <summary>The width of the timeline.</summary>
    public const int Width = 600;

    /// <summary>The least length of a bar, so that a stage that took no time is seen.</summary>
    private const double Least = 6;

    /// <summary>The bars, in the order of the stages.</summary>
    public static IEnumerable<StageBar> Of(EpochLine epoch)
    {
        if (epoch.Stages.Count == 0) yield break;
        var begin = Math.Min(epoch.Epoch.ReleasedAt, epoch.Stages[0].First);
        var whole = Math.Max(1, epoch.Stages.Max(static stage => stage.Last) - begin);
        var before = begin;
        foreach (var stage in epoch.Stages)
        {
            // A stage that was done again ends after those that come later in order.
            var from = Math.Min(before, stage.Last);
            var x = Math.Min((from - begin) * (double)Width / whole, Width - Least);
            yield return new StageBar(stage, TimeSpan.FromSeconds(stage.Last - begin), TimeSpan.FromSeconds(stage.Last - from), x, Math.Max(Least, (stage.Last - from) * (double)Width / whole));
            before = Math.Max(before, stage.Last);
        }
    }
}

/// <summary>A stage's bar.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="After">How long after the release it ended.</param>
/// <param name="Took">How long after the stage before.</param>
/// <param name="X">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal sealed record StageBar(StageLine Stage, TimeSpan After, TimeSpan Took, double X, double Length);
