using Snapshotter.Core.Epochs;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Reporting;

/// <summary>Says now and then that the node lives, and reports when its epochs make no progress.</summary>
public sealed class HealthWatch(
    IssueReporter reporter, IEnumerable<IssueOutbox> outboxes, PipelineProgress progress, EpochTracker tracker, EpochOptions epochs, HealthOptions health, ReportingOptions options, TimeProvider time)
{
    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.PingInterval, time);
        do
        {
            Look();
            await Task.WhenAll(outboxes.Select(outbox => outbox.PingAsync(cancellationToken)));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Reports the first stage that is past its deadline; the sentences that change with each look are left to <c>/health/ready</c>.</summary>
    private void Look()
    {
        var now = progress.Now;
        var stalled = HealthRules.Judge(now, tracker.InFlight, epochs, health, time.GetUtcNow()).FirstOrDefault(static stage => !stage.Ok);
        if (stalled is null) reporter.Recovered();
        else reporter.Report(IssueType.UnhealthyEpochProcessing, "", now.Released?.Epoch.Id ?? 0, $"{stalled.Stage} is {stalled.Code}.");
    }
}
