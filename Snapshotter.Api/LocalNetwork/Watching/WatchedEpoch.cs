using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>An epoch, as the contract tells of it.</summary>
/// <param name="id">Its id.</param>
/// <param name="releasedAt">The time of its release, in Unix seconds.</param>
/// <param name="releaseBlock">The anchor block of its release.</param>
internal sealed class WatchedEpoch(long id, long releasedAt, long releaseBlock)
{
    public long Id { get; } = id;

    public long ReleasedAt { get; } = releasedAt;

    public long ReleaseBlock { get; } = releaseBlock;

    public SortedDictionary<string, WatchedProject> Projects { get; } = new(StringComparer.Ordinal);

    public int FinalizedCount => Projects.Values.Count(static project => project.Finalized is not null);

    /// <summary>How many of a node's submissions count, and how many of those are what became final.</summary>
    public (int Counted, int Agreeing, int Late) Of(Address node)
    {
        var (counted, agreeing, late) = (0, 0, 0);
        foreach (var project in Projects.Values)
        {
            if (!project.Submissions.TryGetValue(node, out var submission)) continue;
            if (submission.IsLate) late++;
            else counted++;
            if (!submission.IsLate && submission.Cid == project.Finalized) agreeing++;
        }

        return (counted, agreeing, late);
    }
}
