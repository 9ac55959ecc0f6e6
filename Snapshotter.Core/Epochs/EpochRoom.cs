using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Epochs;

/// <summary>How many epochs may be in work at once: so many for each host that runs jobs, so that none of them waits for the others.</summary>
public sealed class EpochRoom(EpochOptions options, ProjectPlan plan, LiveHosts hosts, EpochTracker tracker)
{
    /// <summary>Of however many hosts, no more are in work.</summary>
    private const int MostOfAll = 256;

    /// <summary>The most epochs that may have unfinished jobs.</summary>
    public int Most => Math.Min(MostOfAll, options.MaxInFlight * hosts.Workers);

    /// <summary>Completes when another epoch may be read.</summary>
    public Task ToReadAsync(CancellationToken cancellationToken) => tracker.WaitForRoomAsync(Most, cancellationToken);

    /// <summary>
    /// Completes when another epoch may be released. With aggregates there is one at a time: a window rolls on from what is final of the epoch before, and its bytes must
    /// not depend on how far that had come.
    /// </summary>
    public Task ToReleaseAsync(CancellationToken cancellationToken) => tracker.WaitForRoomAsync(plan.Aggregates.Count > 0 ? 1 : Most, cancellationToken);
}
