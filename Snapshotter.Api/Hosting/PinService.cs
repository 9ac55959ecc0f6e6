using Snapshotter.Core.Storage.Kubo;

namespace Snapshotter.Api.Hosting;

/// <summary>Pins beside the pipeline. A fault in it stops nothing else: what is not pinned waits for the next start.</summary>
internal sealed partial class PinService(PinWorker worker, ILogger<PinService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await worker.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception exception)
        {
            LogBroken(exception);
        }
    }

    [LoggerMessage(EventId = 1511, Level = LogLevel.Critical, Message = "Pinning cannot go on; contents wait in the data folder for the next start.")]
    private partial void LogBroken(Exception exception);
}
