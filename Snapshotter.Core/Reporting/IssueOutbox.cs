using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Snapshotter.Core.Reporting;

/// <summary>The issues on their way to one sink: a bounded number waits, and they go out one at a time, no faster than the rate allows.</summary>
public sealed partial class IssueOutbox
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly IIssueSink _sink;
    private readonly ReportingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<IssueOutbox> _logger;
    private readonly Channel<Issue> _waiting;
    private long _sent;
    private long _dropped;
    private long _failed;
    private int _failuresInARow;

    /// <summary>An empty outbox.</summary>
    public IssueOutbox(IIssueSink sink, ReportingOptions options, TimeProvider time, ILogger<IssueOutbox> logger)
    {
        _sink = sink;
        _options = options;
        _time = time;
        _logger = logger;
        _waiting = Channel.CreateBounded<Issue>(new BoundedChannelOptions(options.MaxWaiting) { SingleReader = true });
    }

    /// <summary>What became of the issues so far.</summary>
    public OutboxCounts Counts => new(Interlocked.Read(ref _sent), Interlocked.Read(ref _dropped), Interlocked.Read(ref _failed));

    /// <summary>Takes an issue without waiting; when too many wait it is dropped and counted.</summary>
    public void Post(Issue issue)
    {
        if (_waiting.Writer.TryWrite(issue)) return;
        var dropped = Interlocked.Increment(ref _dropped);
        if (long.IsPow2(dropped)) LogDropped(_sink.Name, dropped, _options.MaxWaiting);
    }

    /// <summary>Sends what waits until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMinutes(1) / _options.PerMinute;
        await foreach (var issue in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            await SendAsync(issue, cancellationToken);
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    /// <summary>Tells the sink that the node lives; whether it heard is only logged.</summary>
    public Task<bool> PingAsync(CancellationToken cancellationToken) => TryAsync(_sink.PingAsync, cancellationToken);

    /// <summary>Hands one issue over at once, past those that wait: for a node that is about to end.</summary>
    public Task<bool> SendNowAsync(Issue issue, CancellationToken cancellationToken) => TryAsync(token => _sink.SendAsync(issue, token), cancellationToken);

    private async Task SendAsync(Issue issue, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(token => _sink.SendAsync(issue, token), cancellationToken))
            {
                Interlocked.Increment(ref _sent);
                return;
            }

            if (attempt >= _options.MaxAttempts) break;
            var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(_failuresInARow, 6)));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, cancellationToken);
        }

        Interlocked.Increment(ref _failed);
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        string reason;
        try
        {
            await call(either.Token);
            var failures = Interlocked.Exchange(ref _failuresInARow, 0);
            if (failures > 0) LogRecovered(_sink.Name, failures);
            return true;
        }
        catch (IssueNotSentException exception)
        {
            reason = exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reason = "it did not answer in time";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever else a sink throws may name its address.
            reason = $"the call failed ({exception.GetType().Name})";
        }

        var count = Interlocked.Increment(ref _failuresInARow);
        if (int.IsPow2(count)) LogFailed(_sink.Name, count, reason);
        return false;
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "The {Sink} takes no reports ({Failures} failures in a row): {Reason}. The pipeline goes on.")]
    private partial void LogFailed(string sink, int failures, string reason);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Information, Message = "The {Sink} takes reports again after {Failures} failures.")]
    private partial void LogRecovered(string sink, int failures);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Warning, Message = "{Dropped} reports for the {Sink} were dropped so far, because {MaxWaiting} wait already.")]
    private partial void LogDropped(string sink, long dropped, int maxWaiting);
}
