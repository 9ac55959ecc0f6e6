using Quartz;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>Does the stores' own upkeep, one after another.</summary>
[DisallowConcurrentExecution]
internal sealed class KeepUpJob(IEnumerable<IStoreUpkeep> stores, RecurringGate gate) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (!await gate.PassesAsync(context, cancellationToken)) return;
        foreach (var store in stores) await store.KeepUpAsync(cancellationToken);
    }
}
