using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Epochs;

/// <summary>How many epochs may be in work at once: so many for each host that runs jobs, so that none of them waits for the others.</summary>
public sealed class EpochRoom(EpochOptions options, LiveHosts hosts, EpochTracker tracker)
{
    /// <summary>Of however many hosts, no more are in work.</summary>
    private const int MostOfAll = 256;

    /// <summary>The most epochs that may have unfinished jobs.</summary>
    public int Most => Math.Min(MostOfAll, options.MaxInFlight * hosts.Workers);

    /// <summary>Completes when another epoch may be read and released.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => tracker.WaitForRoomAsync(Most, cancellationToken);
}
