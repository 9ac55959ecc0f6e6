using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>
/// Takes delivered submissions that the contract no longer has back into the outbox, while their window is open: when the anchor chain was
/// reorganised, and at each start, in case it was meanwhile. They go out with the same transactions, so that none can be in the chain twice.
/// </summary>
public sealed partial class SubmissionWatch(
    IStateStore store, IProtocolContract contract, ContractViews views, SubmissionWindows windows, SubmissionSigner signer, SigningGate gate, OutboxSignal outbox, ProtocolOptions options, TimeProvider time,
    ILogger<SubmissionWatch> logger) : IPipelinePart, IProtocolEvents, IDisposable
{
    // Far more epochs than any window covers; ids may have gaps, so that the first unknown one is not the end.
    private const int MaxEpochs = 256;

    private readonly WakeUp _due = new();
    private readonly ConcurrentDictionary<long, byte> _looked = new();
    private int _isReorganised;
    private long _reorganisations;

    /// <summary>How many reorganisations were told of. A delivery during which it changed may rest on blocks that are gone: see <see cref="LookAgain"/>.</summary>
    public long Reorganisations => Volatile.Read(ref _reorganisations);

    /// <inheritdoc/>
    /// <remarks>What a reorganisation dropped together with its epoch's release is sent once the epoch is released again.</remarks>
    public void Happened(ProtocolEvent happened)
    {
        if (happened is ProtocolEvent.EpochReleased released && _looked.TryRemove(released.Epoch.Id, out _)) LookAgain();
    }

    /// <inheritdoc/>
    public void Reorganised()
    {
        Interlocked.Increment(ref _reorganisations);
        LookAgain();
    }

    /// <summary>Has delivered submissions looked at again, because the chain was reorganised.</summary>
    public void LookAgain()
    {
        Volatile.Write(ref _isReorganised, 1);
        _due.Set();
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _due.Set();
        for (var failures = 0; ;)
        {
            await _due.WaitAsync(cancellationToken);
            var isReorganised = Interlocked.Exchange(ref _isReorganised, 0) != 0;
            try
            {
                await ReopenAsync(isReorganised, cancellationToken);
                failures = 0;
            }
            catch (Exception exception) when (exception is RpcException or ProtocolStateException or StorageException)
            {
                failures++;
                if (int.IsPow2(failures)) LogNotChecked(exception, failures);
                await Task.Delay(options.RetryDelay, time, cancellationToken);
                if (isReorganised) LookAgain();
                else _due.Set();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _due.Dispose();

    private async ValueTask ReopenAsync(bool isReorganised, CancellationToken cancellationToken)
    {
        // Where submissions go to a sequencer no view tells what became of them.
        if (signer.Form == SubmissionForm.V2 || await store.CurrentEpochAsync(cancellationToken) is not { } current) return;
        var head = await windows.HeadAsync(mustLook: true, cancellationToken);
        var count = 0;
        for (var epochId = current.Epoch.Id; epochId > current.Epoch.Id - MaxEpochs; epochId--)
        {
            if (await windows.LastBlockAsync(epochId, cancellationToken) is not { } lastBlock) continue;
            if (head >= lastBlock)
            {
                foreach (var closed in _looked.Keys.Where(id => id <= epochId)) _looked.TryRemove(closed, out _);
                break;
            }

            // No rebuilt epoch may get back what was withdrawn of it.
            var reopened = epochId;
            count += await gate.RunAsync(() => ReopenAsync(reopened, isReorganised, cancellationToken), cancellationToken);
        }

        if (count == 0) return;
        LogReopened(count);
        outbox.Raise();
    }

    private async ValueTask<int> ReopenAsync(long epochId, bool isReorganised, CancellationToken cancellationToken)
    {
        // What a relayer took at another time may still be on its way.
        OutboxEntry[] delivered = [.. (await store.EpochOutboxAsync(epochId, cancellationToken)).Where(entry => entry.State == OutboxState.Delivered && (isReorganised || entry.Transactions.Length > 0))];
        if (delivered.Length == 0 || await store.EpochAsync(epochId, cancellationToken) is not { } known) return 0;

        // Nothing may be sent for an epoch that was released with other blocks, or that may yet be.
        _looked[epochId] = 0;
        var info = await views.ReadAsync(contract.EpochInfo(epochId), cancellationToken);
        if (!info.IsReleased || info.End != known.Epoch.End) return 0;
        var there = await windows.CountedAsync(delivered, signer, block: null, cancellationToken);
        OutboxEntry[] gone = [.. delivered.Where(entry => !there.Contains(entry.ProjectId)).Select(static entry => entry with { State = OutboxState.Signed })];
        if (gone.Length > 0) await store.CommitAsync(new StateChange { IsOfTurn = true, Outbox = gone }, cancellationToken);
        return gone.Length;
    }

    [LoggerMessage(EventId = 1755, Level = LogLevel.Warning, Message = "{Count} submissions are no longer in the anchor chain; they are sent again.")]
    private partial void LogReopened(int count);

    [LoggerMessage(EventId = 1756, Level = LogLevel.Warning, Message = "Whether a reorganisation took submissions back cannot be told ({Failures} failures in a row); the node keeps asking.")]
    private partial void LogNotChecked(Exception exception, int failures);
}
