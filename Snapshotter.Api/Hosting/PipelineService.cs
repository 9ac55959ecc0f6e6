using Snapshotter.Core;

namespace Snapshotter.Api.Hosting;

/// <summary>Runs the pipeline beside the REST API. When it cannot go on, the process ends, so that whoever watches it starts it again.</summary>
public sealed partial class PipelineService(Pipeline pipeline, IHostApplicationLifetime lifetime, ILogger<PipelineService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await pipeline.RunAsync(stoppingToken);
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

    [LoggerMessage(EventId = 1301, Level = LogLevel.Critical, Message = "The pipeline cannot go on; the node stops. What was accepted is kept and taken up at the next start.")]
    private partial void LogBroken(Exception exception);
}
