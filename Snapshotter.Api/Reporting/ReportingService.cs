using Snapshotter.Core.Reporting;

namespace Snapshotter.Api.Reporting;

/// <summary>Reports beside the pipeline. A fault in it stops nothing else.</summary>
internal sealed partial class ReportingService(
    IssueReporter reporter, IEnumerable<IssueOutbox> outboxes, HealthWatch watch, TimeProvider time, ILogger<ReportingService> logger) : BackgroundService
{
    /// <summary>How long a node that ends waits for its last report.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var issue = new Issue(IssueType.ShutdownInitiated, "", 0, time.GetUtcNow(), "The node was told to stop.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWord);
        try
        {
            await Task.WhenAll(outboxes.Select(outbox => outbox.SendNowAsync(issue, limit.Token)));
        }
        catch (OperationCanceledException)
        {
            // Nobody listened in time.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // It listens from its creation on.
        ArgumentNullException.ThrowIfNull(reporter);
        try
        {
            await Task.WhenAll([watch.RunAsync(stoppingToken), .. outboxes.Select(outbox => outbox.RunAsync(stoppingToken))]);
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

    [LoggerMessage(EventId = 1404, Level = LogLevel.Error, Message = "Reporting has ended; the pipeline goes on.")]
    private partial void LogBroken(Exception exception);
}
