namespace Snapshotter.Benchmarks.EndToEnd.Scaling;

/// <summary>How hosts did together.</summary>
/// <param name="SnapshotsPerSecond">Snapshots made final in a second.</param>
/// <param name="BusyProcessors">How many processors all processes of the run kept busy on average.</param>
/// <param name="Shares">What each of them took.</param>
internal sealed record ScalingResult(double SnapshotsPerSecond, double BusyProcessors, string Shares);
