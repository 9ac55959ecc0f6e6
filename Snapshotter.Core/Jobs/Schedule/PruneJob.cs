using Quartz;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>Applies the retention.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneJob(Pruner pruner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await pruner.PruneAsync(cancellationToken);
}
