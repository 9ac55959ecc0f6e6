namespace Snapshotter.Benchmarks.CommandLine;

/// <summary>What the user has to change before a benchmark can run, in one sentence.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
