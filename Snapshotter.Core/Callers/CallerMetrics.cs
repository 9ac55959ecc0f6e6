using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Callers;

/// <summary>What can be measured of the API's callers.</summary>
public sealed class CallerMetrics
{
    private static readonly MetricLabel Decision = new("decision", "whether it was let in, had no right, was over a limit, or came too fast") { Values = LabelValues.All<CallerDecision>() };

    private readonly Counter<long> _calls;

    /// <summary>Makes the instrument.</summary>
    public CallerMetrics(NodeMeter meter) => _calls = meter.Count("snapshotter.callers.calls", "{call}", "Calls of the REST API by what was decided on them.", Decision);

    /// <summary>A call was decided on.</summary>
    public void Decided(CallerDecision decision)
    {
        if (_calls.Enabled) _calls.Add(1, Tag.Of(Decision, LabelValues.Of(decision)));
    }
}
