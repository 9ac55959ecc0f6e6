using System.Diagnostics.Metrics;

namespace Snapshotter.Core.Telemetry.Metrics;

/// <summary>An instrument and the labels it is recorded with, in the order in which they are given.</summary>
/// <param name="Instrument">The instrument, with its OpenTelemetry name, unit and description.</param>
/// <param name="Labels">Its labels.</param>
public sealed record Metric(Instrument Instrument, IReadOnlyList<MetricLabel> Labels);
