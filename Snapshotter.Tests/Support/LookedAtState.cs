using System.Collections.Concurrent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Support;

/// <summary>Lets a test act between a look at what became of an epoch and what is made of it.</summary>
internal sealed class LookedAtState(IStateStore inner) : DelegatingState(inner)
{
    private int _looks;

    /// <summary>What happens after a look, which is counted from 1.</summary>
    public Func<int, Task>? Looked { get; set; }

    /// <summary>The projects whose decisions were looked up, once for each look.</summary>
    public ConcurrentQueue<string> DecisionsLookedUp { get; } = new();

    public override ValueTask<IReadOnlyList<Cid?>> DecidedCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken)
    {
        foreach (var projectId in projectIds) DecisionsLookedUp.Enqueue(projectId);
        return base.DecidedCidsAsync(epochId, projectIds, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken)
    {
        var reports = await base.EpochReportsAsync(newest, count, cancellationToken);
        if (Looked is { } looked) await looked(Interlocked.Increment(ref _looks));
        return reports;
    }
}
