using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Rest.Access;

/// <summary>Writes the counts of callers every now and then, and once more at the end.</summary>
internal sealed class CallCounting(CallQuotas quotas, ICallMeter meter, CallerOptions options, TimeProvider time, ILogger<CallCounting> log) : BackgroundService
{
    /// <summary>How often callers whose windows are over are removed from the meter.</summary>
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => quotas.FlushAsync(everything: true, cancellationToken));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.CountInterval, time);
        var forgotAt = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(() => quotas.FlushAsync(everything: false, stoppingToken));
                if (time.GetElapsedTime(forgotAt) < ForgetEvery) continue;
                forgotAt = time.GetTimestamp();
                await TryAsync(() => ForgetAsync(stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        while (await meter.ForgetExpiredAsync(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            RestLog.NotCounted(log, exception);
        }
    }
}
