using Quartz;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>The recurring work in this process's Quartz scheduler, with what its operators asked of it on any host.</summary>
internal sealed class QuartzRecurringWork(ISchedulerFactory schedulers, RecurringStates states, RecurringGate gate, IRecurringTurns turns, TimeProvider time) : IRecurringWork, IDisposable
{
    private static readonly string[] Names = [MaintenanceServices.KeepUpName, MaintenanceServices.PruneName];

    private readonly SemaphoreSlim _acting = new(1, 1);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RecurringLine>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(Names.Select(name => LineAsync(name, cancellationToken)))).OfType<RecurringLine>()];

    /// <inheritdoc/>
    public async ValueTask<bool> ActAsync(string name, RecurringAction action, string version, CancellationToken cancellationToken)
    {
        if (!Names.Contains(name, StringComparer.Ordinal)) return false;
        await _acting.WaitAsync(cancellationToken);
        try
        {
            if (await LineAsync(name, cancellationToken) is not { } line || line.Version != version) return false;
            return action switch
            {
                RecurringAction.Trigger => await TriggerAsync(line, cancellationToken),
                RecurringAction.Pause when !line.IsPaused => await states.PauseAsync(name, time.GetUtcNow(), cancellationToken),
                RecurringAction.Resume when line.IsPaused => await states.PauseAsync(name, null, cancellationToken),
                _ => false,
            };
        }
        finally
        {
            _acting.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _acting.Dispose();

    private async Task<RecurringLine?> LineAsync(string name, CancellationToken cancellationToken)
    {
        var (paused, triggered) = (states.PausedSinceAsync(name, cancellationToken).AsTask(), states.TriggeredAsync(name, cancellationToken).AsTask());
        var key = new TriggerKey(name);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var state = await scheduler.GetTriggerState(key, cancellationToken);
        var (since, times) = (await paused, await triggered);
        if (await scheduler.GetTrigger(key, cancellationToken) is not ICronTrigger trigger) return null;
        return new RecurringLine(name, trigger.CronExpressionString ?? "", gate.LastAt(name), trigger.NextFireTimeUtc, since, times, state is TriggerState.Executing or TriggerState.Blocked);
    }

    /// <summary>
    /// Fires once, on this host, however many operators trigger what they saw at the same time on others. What was seen is made old first, so that a
    /// death in between costs this one trigger and no later one.
    /// </summary>
    private async ValueTask<bool> TriggerAsync(RecurringLine line, CancellationToken cancellationToken)
    {
        await states.TriggerAsync(line.Name, line.Triggered + 1, cancellationToken);
        if (!await turns.TryTakeAsync($"{line.Name}:triggered", DateTimeOffset.FromUnixTimeMilliseconds(line.Triggered), cancellationToken)) return false;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(new JobKey(line.Name), cancellationToken: cancellationToken);
        return true;
    }
}
