using Snapshotter.Core;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Hosting;

/// <summary>Runs the pipeline beside the REST API. When it cannot go on, the process ends, so that whoever watches it starts it again.</summary>
internal sealed partial class PipelineService(
    SourceIdentity identity, Pipeline pipeline, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<PipelineService> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunThroughOutagesAsync(stoppingToken);
            await pipeline.StandByAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception exception)
        {
            LogBroken(exception);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    /// <summary>The state may be away for as long as it likes: the pipeline is taken up again where it was.</summary>
    private async Task RunThroughOutagesAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await identity.CheckAsync(cancellationToken);
                await pipeline.RunAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is StorageException or TurnLostException)
            {
                if (int.IsPow2(failures)) LogOutage(exception, failures);
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "The pipeline waits ({Failures} times so far) and goes on by itself.")]
    private partial void LogOutage(Exception exception, int failures);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Critical, Message = "The pipeline cannot go on; the node stops. What was accepted is kept and taken up at the next start.")]
    private partial void LogBroken(Exception exception);
}
