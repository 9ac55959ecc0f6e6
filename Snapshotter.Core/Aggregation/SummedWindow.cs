namespace Snapshotter.Core.Aggregation;

/// <summary>Snapshots that were summed up.</summary>
/// <param name="Counted">Which, by ascending epochs.</param>
/// <param name="Totals">Their sum.</param>
internal sealed record SummedWindow<T>(IReadOnlyList<CountedSnapshot> Counted, T Totals) where T : struct
{
    /// <summary>Nothing.</summary>
    public static SummedWindow<T> Empty { get; } = new([], default);

    /// <summary>What must be added to and taken from this window to make it another: both by ascending epochs.</summary>
    public (List<CountedSnapshot> Added, List<CountedSnapshot> Removed) ChangesTo(IReadOnlyList<CountedSnapshot> counted)
    {
        var (added, removed) = (new List<CountedSnapshot>(), new List<CountedSnapshot>());
        var (before, after) = (0, 0);
        while (before < Counted.Count || after < counted.Count)
        {
            if (before < Counted.Count && after < counted.Count && Counted[before] == counted[after])
            {
                before++;
                after++;
            }
            else if (after == counted.Count || (before < Counted.Count && Counted[before].EpochId <= counted[after].EpochId))
            {
                removed.Add(Counted[before++]);
            }
            else
            {
                added.Add(counted[after++]);
            }
        }

        return (added, removed);
    }
}
