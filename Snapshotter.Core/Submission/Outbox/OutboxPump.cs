using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>Takes what lies in the outbox in hand, each epoch by itself, and tries again until it is taken, refused, or its window has closed.</summary>
public sealed partial class OutboxPump : IPipelinePart
{
    private const int MaxOpen = 10_000;

    private readonly OutboxSignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxPump> _logger;
    private readonly RetryDelays _delays;
    private readonly OutboxRecords _records;
    private readonly OutboxDelivery _delivery;
    private readonly ConcurrentDictionary<(long EpochId, string ProjectId), byte> _inHand = new();

    /// <summary>Delivers with <paramref name="submitter"/>.</summary>
    public OutboxPump(
        IStateStore store, ISubmitter submitter, SubmissionSigner signer, SubmissionWindows windows, SubmissionWatch watch, OutboxSignal signal, SigningGate gate, AccountGate accounts, ProtocolOptions options, Random jitter, TimeProvider time,
        ILogger<OutboxPump> logger)
    {
        _signal = signal;
        _time = time;
        _logger = logger;
        _delays = new RetryDelays(options.RetryDelay, options.MaxRetryDelay, jitter);
        _records = new OutboxRecords(store, accounts, _delays, time, logger);
        _delivery = new OutboxDelivery(_records, submitter, signer, windows, watch, gate, options);
    }

    /// <summary>The submissions in hand that have not ended.</summary>
    public int InHand => _inHand.Count;

    /// <summary>Delivers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var deliveries = new HashSet<Task>();
        try
        {
            while (true)
            {
                deliveries.RemoveWhere(static delivery => delivery.IsCompleted);
                var fresh = (await _records.OpenAsync(MaxOpen, cancellationToken)).Where(entry => _inHand.TryAdd((entry.EpochId, entry.ProjectId), 0));
                foreach (var epoch in fresh.GroupBy(static entry => entry.EpochId)) deliveries.Add(DeliverAsync(epoch.Key, [.. epoch], cancellationToken));
                await _signal.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(deliveries).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DeliverAsync(long epochId, OutboxEntry[] entries, CancellationToken cancellationToken)
    {
        try
        {
            await DeliverAllAsync(epochId, entries, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Taken up at the next start.
        }
        finally
        {
            foreach (var entry in entries) _inHand.TryRemove((entry.EpochId, entry.ProjectId), out _);

            // What took the place of entries that were withdrawn was not looked at while they were in hand.
            _signal.Raise();
        }
    }

    private async Task DeliverAllAsync(long epochId, OutboxEntry[] open, CancellationToken cancellationToken)
    {
        for (var attempt = 1; open.Length > 0; attempt++)
        {
            string failure;
            try
            {
                (open, failure) = await _delivery.TryAsync(epochId, open, attempt, cancellationToken);
            }
            catch (Exception exception) when (exception is RpcException or ProtocolStateException or StorageException)
            {
                failure = exception.Message;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Nobody else takes them up before the next start, and what is paid for may still get there.
                failure = exception.Message;
                if (int.IsPow2(attempt)) LogBroken(exception, epochId);
            }

            if (open.Length == 0) return;
            if (int.IsPow2(attempt)) LogNotTaken(epochId, open.Length, attempt, failure);
            await Task.Delay(_delays.After(attempt), _time, cancellationToken);
            open = await _records.ReloadAsync(open, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 1751, Level = LogLevel.Warning, Message = "{Count} submissions of epoch {EpochId} were not taken at attempt {Attempt}; they are tried again until the window closes: {Reason}")]
    private partial void LogNotTaken(long epochId, int count, int attempt, string reason);

    [LoggerMessage(EventId = 1753, Level = LogLevel.Critical, Message = "The submissions of epoch {EpochId} cannot be delivered for a reason that was not foreseen; they are tried again until the window closes.")]
    private partial void LogBroken(Exception exception, long epochId);
}
