using Microsoft.Extensions.Logging;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>
/// Follows the contract's events for as long as the node runs: at once where a subscription tells of them, otherwise by looking now and then. Where reading has come
/// to the newest block, decisions that no event told of are looked for.
/// </summary>
public sealed partial class AnchorFollower : IPipelinePart
{
    private const int LooksPerEpoch = 4;

    // News come one by one where every transaction has a log; together they are worth one look.
    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(200);

    private readonly AnchorReader _reader;
    private readonly FinalityCatchUp _catchUp;
    private readonly AnchorHead _head;
    private readonly IAnchorNews _news;
    private readonly PipelineProgress _progress;
    private readonly ProtocolOptions _options;
    private readonly SteadyTime _time;
    private readonly ILogger<AnchorFollower> _logger;
    private readonly HeadForecast _releases = new();
    private long _released;

    /// <summary>Reads with <paramref name="reader"/> whenever <paramref name="news"/> give a reason to.</summary>
    public AnchorFollower(
        AnchorReader reader, FinalityCatchUp catchUp, AnchorHead head, IAnchorNews news, PipelineProgress progress, ProtocolOptions options, SteadyTime time, ILogger<AnchorFollower> logger)
    {
        _reader = reader;
        _catchUp = catchUp;
        _head = head;
        _news = news;
        _progress = progress;
        _options = options;
        _time = time;
        _logger = logger;
        reader.Applied += Saw;
    }

    /// <summary>Follows until cancelled. An anchor chain that does not answer is asked again until it does, and nothing is left out then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        _reader.Begin();
        while (true)
        {
            var looked = _time.GetTimestamp();
            TimeSpan delay;
            var isDoubtful = false;
            try
            {
                var isDone = await _reader.ReadAsync(cancellationToken);
                if (failures > 0) LogRecovered(failures);
                failures = 0;
                _progress.AnchorRead(_head.Number ?? 0);
                if (!isDone) continue;
                await _catchUp.LookAsync(cancellationToken);
                delay = _news.AreLive ? _options.Heartbeat : UntilNextLook();
            }
            catch (Exception exception) when (exception is RpcException or AbiException or ProtocolStateException or AnchorForkException or StorageException)
            {
                failures++;
                isDoubtful = exception is AnchorForkException;
                _progress.AnchorFailed(exception.Message);
                if (int.IsPow2(failures)) LogFailure(exception, failures);
                delay = _options.PollingInterval * Math.Min(1 << Math.Min(failures - 1, 4), 16);
            }

            // What is to be told again and again before it is believed is not told again by a subscription's news.
            if (isDoubtful) await Task.Delay(delay, _time, cancellationToken);
            else await _news.WaitAsync(delay, cancellationToken);
            var gap = ShortestGap - _time.GetElapsedTime(looked);
            if (gap > TimeSpan.Zero) await Task.Delay(gap, _time, cancellationToken);
        }
    }

    // Between releases there is time; when the next one is due it is looked for as often as is allowed.
    private TimeSpan UntilNextLook()
    {
        if (_releases.SecondsPerBlock is not { } pace) return _options.PollingInterval;
        var longest = TimeSpan.FromSeconds(Math.Max(pace / LooksPerEpoch, _options.PollingInterval.TotalSeconds));
        return _releases.Until(_released + 1, _time.GetUtcNow(), _options.PollingInterval, longest);
    }

    private void Saw(ProtocolEvent happened)
    {
        if (happened is not ProtocolEvent.EpochReleased released || released.Epoch.Id <= _released) return;
        _released = released.Epoch.Id;
        _releases.Saw(_released, _time.GetUtcNow());
    }

    private void LogFailure(Exception exception, int failures)
    {
        if (exception is AnchorForkException) LogDoubtful(failures, exception.Message);
        else LogUnreadable(exception, failures);
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Warning, Message = "The anchor chain cannot be read ({Failures} failures in a row); the node keeps trying and will leave nothing out.")]
    private partial void LogUnreadable(Exception exception, int failures);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Information, Message = "The anchor chain can be read again after {Failures} failures.")]
    private partial void LogRecovered(int failures);

    [LoggerMessage(EventId = 1703, Level = LogLevel.Warning, Message = "The anchor chain is not read on before a fork is settled ({Failures} looks in a row): {Reason}")]
    private partial void LogDoubtful(int failures, string reason);
}
