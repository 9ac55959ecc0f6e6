using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Epochs.Catalogue;

/// <summary>An epoch in a list.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Jobs">The number of its jobs that have not ended, counted up to <see cref="MaxJobs"/>.</param>
/// <param name="Stages">What became of its stages, in their order; those that nothing has reached are left out.</param>
public sealed record EpochLine(ReleasedEpoch Epoch, int Jobs, IReadOnlyList<StageLine> Stages)
{
    /// <summary>Up to which number jobs are counted.</summary>
    public const int MaxJobs = 1_000;

    /// <summary>How many outcomes are failures.</summary>
    public long Failures => Stages.Sum(static stage => stage.Failures);

    /// <summary>What tells the epoch as it is now from what it may become: the state that an action must carry.</summary>
    public string Version => string.Join('.', Stages.Select(static stage => FormattableString.Invariant($"{stage.Subjects}-{stage.Failures}-{stage.Last}"))
        .Append(FormattableString.Invariant($"{Jobs}")));
}

/// <summary>A stage of an epoch, over all its subjects.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Subjects">How many project types or projects it ended for, well or not.</param>
/// <param name="Failures">For how many of them it failed.</param>
/// <param name="First">When it first ended for one, in Unix seconds.</param>
/// <param name="Last">When it last ended for one, in Unix seconds.</param>
public sealed record StageLine(Stage Stage, long Subjects, long Failures, long First, long Last);
