using Microsoft.Extensions.Logging;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Epochs;

/// <summary>Follows the source head and cuts epochs as it goes, no faster than the pipeline finishes them.</summary>
public sealed partial class SourceFollower : IEpochSource
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly EpochOptions _options;
    private readonly EpochCutter _cutter;
    private readonly SourceChainReader _reader;
    private readonly EpochRoom _room;
    private readonly EpochTracker _tracker;
    private readonly PipelineProgress _progress;
    private readonly SteadyTime _time;
    private readonly ILogger<SourceFollower> _logger;
    private readonly HeadForecast _forecast = new();
    private long _foretold;

    /// <summary>Cuts with <paramref name="cutter"/>.</summary>
    public SourceFollower(
        EpochOptions options, EpochCutter cutter, SourceChainReader reader, EpochRoom room, EpochTracker tracker, PipelineProgress progress, SteadyTime time, ILogger<SourceFollower> logger)
    {
        _options = options;
        _cutter = cutter;
        _reader = reader;
        _room = room;
        _tracker = tracker;
        _progress = progress;
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        var isFirst = true;
        _cutter.Restart();
        while (!_cutter.IsAtLimit && !IsUsedUp)
        {
            await _room.WaitAsync(cancellationToken);
            try
            {
                if (_cutter.Next is { } next && _reader.Head < next.End + _options.HeadOffset) await WaitForHeadAsync(next, cancellationToken);
                var released = await _cutter.TryCutAsync(cancellationToken);
                SawHead(_reader.Head);
                if (failures > 0) LogRecovered(failures);
                failures = 0;
                if (released is null) continue;

                // What the first epoch's processors ask for is what all later ones are read with, so it goes alone.
                if (isFirst) await _tracker.WaitForEndAsync(released.Epoch.Id, cancellationToken);
                isFirst = false;
            }
            catch (Exception exception) when (exception is SourceChainException or StorageException)
            {
                failures++;
                if (exception is SourceChainException) _progress.SourceFailed(exception.Message);
                if (int.IsPow2(failures)) LogFailure(exception, failures);
                await Task.Delay(BackOff(failures), _time, cancellationToken);
            }
        }

        if (IsUsedUp) _progress.UsedUp(_options.LastBlock!.Value);
    }

    private bool IsUsedUp => _options.LastBlock is { } last && _cutter.Next is { } next && next.End > last;

    /// <summary>
    /// Waits until the head should be far enough. With a known pace the epoch itself is then asked for, which saves the look at the head;
    /// when that was too early, or the pace is not known, the head alone is polled.
    /// </summary>
    private async Task WaitForHeadAsync(Epoch next, CancellationToken cancellationToken)
    {
        var needed = next.End + _options.HeadOffset;
        if (_forecast.SecondsPerBlock is { } pace && _foretold != next.Id)
        {
            _foretold = next.Id;
            // A block late is cheaper than a slot missed: an epoch asked for too early is asked for again, as a whole.
            var margin = TimeSpan.FromSeconds(pace);
            await Task.Delay(_forecast.Until(needed, _time.GetUtcNow(), TimeSpan.Zero, LongestWait) + margin, _time, cancellationToken);
            return;
        }

        do
        {
            await Task.Delay(_forecast.Until(needed, _time.GetUtcNow(), _options.PollingInterval, LongestWait), _time, cancellationToken);
            SawHead(await _reader.ReadHeadAsync(next.Id, cancellationToken));
        }
        while (_reader.Head < needed);
    }

    private void SawHead(long head)
    {
        _forecast.Saw(head, _time.GetUtcNow());
        _progress.SawHead(head);
    }

    private TimeSpan BackOff(int failures)
    {
        var doubled = _options.PollingInterval * Math.Pow(2, Math.Min(failures - 1, 20));
        return doubled < LongestWait ? doubled : LongestWait;
    }

    private void LogFailure(Exception exception, int failures)
    {
        if (exception is StorageException) LogUnwritable(exception, failures);
        else LogUnreadable(exception, failures);
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "The source chain cannot be read ({Failures} failures in a row); the node keeps trying.")]
    private partial void LogUnreadable(Exception exception, int failures);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Epochs are read and kept again after {Failures} failures.")]
    private partial void LogRecovered(int failures);

    [LoggerMessage(EventId = 1111, Level = LogLevel.Error, Message = "The next epoch cannot be kept ({Failures} failures in a row); the node keeps trying.")]
    private partial void LogUnwritable(Exception exception, int failures);
}
