namespace Snapshotter.Benchmarks.EndToEnd;

/// <summary>What to measure.</summary>
/// <param name="Quick">Fewer repetitions and shorter runs.</param>
/// <param name="Check">Whether the readings are held against the reviewed bounds.</param>
/// <param name="Only">The parts to measure; all when empty.</param>
internal sealed record EndToEndOptions(bool Quick, bool Check, IReadOnlyList<string> Only)
{
    public bool Wants(string part) => Only.Count == 0 || Only.Contains(part, StringComparer.Ordinal);
}
