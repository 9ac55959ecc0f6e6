using Microsoft.Extensions.Logging;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>
/// Pins what this node built, several contents at once and beside the pipeline: IPFS may be away for hours, and nothing but pins waits for
/// it. The CID was computed before the content left, so a node that answers with another one is found out.
/// </summary>
public sealed partial class PinWorker(
    IPinQueue queue, IContentStore contents, KuboClient client, KuboOptions options, IpfsMetrics metrics, NodeTraces traces, Random jitter, TimeProvider time, ILogger<PinWorker> logger)
{
    private long _failuresInARow;

    /// <summary>Pins until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await PinDueAsync(cancellationToken);
            }
            catch (StorageException exception)
            {
                // What was pinned meanwhile is pinned again, which changes nothing.
                LogQueueAway(exception);
                await Task.Delay(options.RetryDelay, time, cancellationToken);
            }
        }
    }

    private async Task PinDueAsync(CancellationToken cancellationToken)
    {
        var due = await queue.DueAsync(options.MaxConcurrent, cancellationToken);
        var pinned = await Task.WhenAll(due.Select(pin => TryPinAsync(pin, cancellationToken)));
        Pin[] done = [.. due.Where((_, i) => pinned[i])];
        if (done.Length > 0) await queue.PinnedAsync(done, cancellationToken);
    }

    private async Task<bool> TryPinAsync(Pin pin, CancellationToken cancellationToken)
    {
        var span = traces.Outside("ipfs", "pin", pin.EpochId);
        var failure = await PinAsync(pin, cancellationToken);
        span.End(failure);
        return failure is null;
    }

    /// <returns>Why it is not pinned, or null.</returns>
    private async Task<string?> PinAsync(Pin pin, CancellationToken cancellationToken)
    {
        try
        {
            // Pruned between the look at the queue and now: there is nothing to pin any more.
            if (await contents.GetAsync(pin.Cid, cancellationToken) is not { } content) return null;
            var answered = await client.AddAsync(content, cancellationToken);
            if (answered != pin.Cid)
            {
                var reason = $"The IPFS node gave it the CID {answered}: check that its Import settings are Kubo's defaults for CID version 1.";
                await GiveUpAsync(pin, reason, cancellationToken);
                return reason;
            }

            if (options.RemotePinningService is { Length: > 0 } service)
            {
                await client.PinRemotelyAsync(pin.Cid, service, options.RemotePinningInBackground, cancellationToken);
            }

            if (Interlocked.Exchange(ref _failuresInARow, 0) > 0) LogBack();
            metrics.Pinned();
            return null;
        }
        catch (Exception exception) when (exception is KuboException or StorageException or InvalidDataException)
        {
            await FailAsync(pin, exception.Message, cancellationToken);
            return exception.Message;
        }
    }

    private async Task FailAsync(Pin pin, string reason, CancellationToken cancellationToken)
    {
        // One line when IPFS goes away and one when it is back, however many contents wait.
        if (Interlocked.Increment(ref _failuresInARow) == 1) LogAway(reason);
        if (pin.Attempt >= options.MaxAttempts)
        {
            await GiveUpAsync(pin, reason, cancellationToken);
            return;
        }

        metrics.PinFailed();
        double random;
        lock (jitter) random = jitter.NextDouble();
        var delay = RetryPolicy.DelayAfter(options.RetryDelay, options.MaxRetryDelay, pin.Attempt, random);
        await queue.RetryAsync(pin, reason, time.GetUtcNow() + delay, cancellationToken);
    }

    private async Task GiveUpAsync(Pin pin, string reason, CancellationToken cancellationToken)
    {
        metrics.PinGivenUp();
        LogGivenUp(pin.Cid.ToString(), pin.EpochId, pin.Attempt, reason);
        await queue.GiveUpAsync(pin, reason, cancellationToken);
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "Contents cannot be pinned and wait: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Information, Message = "Contents are pinned again.")]
    private partial void LogBack();

    [LoggerMessage(EventId = 1504, Level = LogLevel.Error, Message = "The queue of pins cannot be read or written; the node keeps trying.")]
    private partial void LogQueueAway(Exception exception);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Error, Message = "The pinning of {Cid} of epoch {EpochId} is given up after {Attempt} attempts: {Reason}")]
    private partial void LogGivenUp(string cid, long epochId, int attempt, string reason);
}
