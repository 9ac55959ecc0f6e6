namespace Snapshotter.Benchmarks.EndToEnd.Reporting;

/// <summary>One measured value.</summary>
/// <param name="Id">Its stable name, which the bounds in thresholds.json go by.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Note">How to read it: what it is held against, or how many repetitions it is the median of.</param>
internal sealed record Reading(string Id, string What, double Value, string Unit, string Note = "");
