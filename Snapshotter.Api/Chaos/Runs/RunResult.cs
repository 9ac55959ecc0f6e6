namespace Snapshotter.Api.Chaos.Runs;

/// <summary>How a run ended.</summary>
/// <param name="Seed">The seed, with which it can be repeated.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Starts">How often the node was started.</param>
/// <param name="Requests">The requests that the node made to its endpoints.</param>
/// <param name="Samples">The answers of the REST API that were looked at.</param>
/// <param name="Final">How many snapshots are final in the end.</param>
/// <param name="Faults">The faults injected, by name.</param>
/// <param name="Violations">The rules broken, each as a sentence; none in a good run.</param>
internal sealed record RunResult(
    ulong Seed, double Seconds, int Starts, long Requests, int Samples, int Final, SortedDictionary<string, long> Faults, IReadOnlyList<string> Violations);
