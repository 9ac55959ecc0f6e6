using Quartz;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>Applies the retention.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneJob(Pruner pruner, IRecurringTurns turns, RecurringGate gate) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (!await gate.PassesAsync(context, cancellationToken)) return;

        // One host prunes the state they share; contents may be each host's own.
        var isOurs = RecurringGate.IsTriggered(context) || await turns.TryTakeAsync(MaintenanceServices.PruneName, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);
        if (isOurs) await pruner.PruneAsync(cancellationToken);
        else await pruner.PruneContentsAsync(cancellationToken);
    }
}
