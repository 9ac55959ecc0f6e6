namespace Snapshotter.Benchmarks.EndToEnd;

/// <summary>What every measure gets.</summary>
/// <param name="Quick">Fewer repetitions and shorter runs.</param>
/// <param name="Work">Where data folders go.</param>
/// <param name="Output">Where progress is told.</param>
internal sealed record MeasureContext(bool Quick, WorkFolder Work, TextWriter Output);
