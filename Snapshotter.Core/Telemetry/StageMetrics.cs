using System.Diagnostics.Metrics;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Telemetry;

/// <summary>How stages end, as it is written to the state.</summary>
public sealed class StageMetrics
{
    private static readonly MetricLabel StageLabel = new("stage", "the stage, by its upstream name") { Values = StageNames.All };
    private static readonly MetricLabel Outcome = new("outcome", "how it ended") { Values = ["succeeded", "failed"] };

    private readonly Counter<long> _outcomes;

    /// <summary>Makes the instrument.</summary>
    public StageMetrics(NodeMeter meter) =>
        _outcomes = meter.Count("snapshotter.stages", "{outcome}", "Stages that ended for an epoch, a project type or a project.", StageLabel, Outcome);

    /// <summary>Counts the outcomes in a change.</summary>
    public void Note(StateChange change)
    {
        if (change.Transitions.Count == 0 || !_outcomes.Enabled) return;
        Span<int> counts = stackalloc int[StageNames.All.Count * 2];
        counts.Clear();
        foreach (var transition in change.Transitions) counts[((int)transition.Stage * 2) + (transition.Succeeded ? 0 : 1)]++;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) _outcomes.Add(counts[i], Tag.Of(StageLabel, StageNames.NameOf((Stage)(i / 2))), Tag.Of(Outcome, i % 2 == 0 ? "succeeded" : "failed"));
        }
    }
}
