using Quartz;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>Applies the retention.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneJob(Pruner pruner, IRecurringTurns turns) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // One host prunes the state they share; contents may be each host's own.
        if (await turns.TryTakeAsync("prune", context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken)) await pruner.PruneAsync(cancellationToken);
        else await pruner.PruneContentsAsync(cancellationToken);
    }
}
