using Microsoft.Extensions.Logging;
using Snapshotter.Core.Chain;

namespace Snapshotter.Core.Telemetry;

/// <summary>What is done when an epoch's last job ended: its reads are let go and its cost is noted.</summary>
public sealed partial class EpochCloser : IDisposable
{
    private readonly EpochTracker _tracker;
    private readonly OpenEpochs _open;
    private readonly RequestLedger _ledger;
    private readonly PipelineProgress _progress;
    private readonly ILogger<EpochCloser> _logger;

    /// <summary>Listens to <paramref name="tracker"/>.</summary>
    public EpochCloser(EpochTracker tracker, OpenEpochs open, RequestLedger ledger, PipelineProgress progress, ILogger<EpochCloser> logger)
    {
        _tracker = tracker;
        _open = open;
        _ledger = ledger;
        _progress = progress;
        _logger = logger;
        tracker.EpochEnded += Close;
    }

    /// <inheritdoc/>
    public void Dispose() => _tracker.EpochEnded -= Close;

    private void Close(long epochId)
    {
        var cost = _ledger.Of(epochId);
        _progress.Ended(epochId, cost);
        LogEnded(epochId, cost.HttpRequests, cost.TotalCalls);
        _ = CloseReadsAsync(epochId);
    }

    private async Task CloseReadsAsync(long epochId)
    {
        try
        {
            await _open.CloseAsync(epochId);
        }
        catch (Exception exception)
        {
            LogNotLearnt(exception, epochId);
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Epoch {EpochId} ended: {Requests} HTTP requests, {Calls} method calls.")]
    private partial void LogEnded(long epochId, long requests, long calls);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "What epoch {EpochId} asked for could not be learnt; the next epochs may cost more requests.")]
    private partial void LogNotLearnt(Exception exception, long epochId);
}
