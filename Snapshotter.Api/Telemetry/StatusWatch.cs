using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Api.Telemetry;

/// <summary>Looks at the node's status every few seconds: keeps it for whoever measures, counts stalled time, and writes the master line.</summary>
internal sealed partial class StatusWatch(
    INodeHealth health, StatusMetrics metrics, NodeTelemetry telemetry, TelemetryOptions options, SteadyTime time, ILogger<StatusWatch> log) : BackgroundService
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(5);

    private readonly bool _writes = options.MasterLine > TimeSpan.Zero;
    private readonly TimeSpan _interval = options.MasterLine > TimeSpan.Zero && options.MasterLine < LongestInterval ? options.MasterLine : LongestInterval;
    private long _builtBefore;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        var (looked, written) = (time.GetTimestamp(), time.GetTimestamp());
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = time.GetTimestamp();
                if (await LookAsync(time.GetElapsedTime(looked, now), stoppingToken) is not { } status) continue;
                looked = now;
                if (!_writes || time.GetElapsedTime(written, now) < options.MasterLine) continue;
                Write(status, time.GetElapsedTime(written, now));
                written = now;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <returns>The status; null when a store does not answer. The time until it does counts with the next look.</returns>
    private async Task<NodeStatus?> LookAsync(TimeSpan since, CancellationToken cancellationToken)
    {
        try
        {
            var status = await health.StatusAsync(cancellationToken);
            metrics.Saw(status, since);
            return status;
        }
        catch (StorageException exception)
        {
            LogUnknown(exception);
            return null;
        }
    }

    private void Write(NodeStatus status, TimeSpan since)
    {
        if (!log.IsEnabled(LogLevel.Information)) return;
        var built = telemetry.Built;
        var fresh = built - _builtBefore;
        _builtBefore = built;
        var readiness = ReadinessOf(status);
        LogMaster(
            status.Activity, status.CurrentEpoch, status.FinalizedEpoch, status.SourceHead, status.LagBlocks, fresh, since.TotalSeconds, status.RequestsPerEpoch,
            status.Jobs.Waiting, status.Jobs.Leased, status.Jobs.Dead, readiness);
    }

    private static string ReadinessOf(NodeStatus status) => status.Ready
        ? "ready"
        : $"not ready: {string.Join("; ", status.Stages.Where(static stage => !stage.Ok).Select(static stage => $"{stage.Stage} is {stage.Code}: {stage.Sentence}"))}";

    [LoggerMessage(EventId = 1611, Level = LogLevel.Information, Message = "The node is {Activity}: epoch {Released} released, {Ended} ended; source head {Head}, {Lag} blocks further; {Built} snapshots built in {Seconds:0} s; {Requests} HTTP requests for the latest epoch; {Waiting} jobs wait, {Running} run, {Dead} are given up; {Readiness}")]
    private partial void LogMaster(string activity, long? released, long? ended, long? head, long? lag, long built, double seconds, long? requests, long waiting, long running, long dead, string readiness);

    [LoggerMessage(EventId = 1612, Level = LogLevel.Warning, Message = "How the node is cannot be told, because a store does not answer.")]
    private partial void LogUnknown(Exception exception);
}
