using Quartz;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>The recurring work in this process's Quartz scheduler.</summary>
internal sealed class QuartzRecurringWork(ISchedulerFactory schedulers) : IRecurringWork
{
    private static readonly string[] Names = [MaintenanceServices.KeepUpName, MaintenanceServices.PruneName];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RecurringLine>> ListAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var lines = new List<RecurringLine>();
        foreach (var name in Names)
        {
            var key = new TriggerKey(name);
            if (await scheduler.GetTrigger(key, cancellationToken) is not ICronTrigger trigger) continue;
            var state = await scheduler.GetTriggerState(key, cancellationToken);
            lines.Add(new RecurringLine(
                name, trigger.CronExpressionString ?? "", trigger.PreviousFireTimeUtc, trigger.NextFireTimeUtc, state == TriggerState.Paused, state is TriggerState.Executing or TriggerState.Blocked));
        }

        return lines;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ActAsync(string name, RecurringAction action, string version, CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken)).FirstOrDefault(line => line.Name == name) is not { } line || line.Version != version) return false;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        switch (action)
        {
            case RecurringAction.Trigger:
                await scheduler.TriggerJob(new JobKey(name), cancellationToken: cancellationToken);
                return true;
            case RecurringAction.Pause when !line.IsPaused:
                await scheduler.PauseTrigger(new TriggerKey(name), cancellationToken);
                return true;
            case RecurringAction.Resume when line.IsPaused:
                await scheduler.ResumeTrigger(new TriggerKey(name), cancellationToken);
                return true;
            default:
                return false;
        }
    }
}
