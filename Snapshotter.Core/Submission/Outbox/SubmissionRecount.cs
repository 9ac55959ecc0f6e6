using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>
/// Asks once more about submissions whose transactions came too late, when their epoch is decided and when the anchor chain was reorganised: a reorganisation may
/// have put a transaction into a block of the window, so that the submission counts after all.
/// </summary>
/// <remarks>
/// What the contract has is told by <see cref="SubmissionWindows.CountedAsync"/>, here as in <see cref="SubmissionWatch"/>, which otherwise does the opposite: that one takes back what is
/// delivered while a window is open and asks until it is told, this one counts what has failed when the window may be over, and gives up where the past is no longer kept.
/// </remarks>
public sealed partial class SubmissionRecount(
    IStateStore store, SubmissionWindows windows, SubmissionSigner signer, AccountGate accounts, ProtocolOptions options, TimeProvider time, ILogger<SubmissionRecount> logger)
    : IPipelinePart, IProtocolEvents, IDisposable
{
    /// <summary>How many epochs back a reorganisation is taken to reach.</summary>
    private const int MostEpochs = 32;

    /// <summary>How often it is asked where it cannot be told: an endpoint may not keep the past.</summary>
    private const int MostTries = 6;

    private readonly ConcurrentDictionary<long, int> _tries = new();
    private readonly WakeUp _due = new();
    private int _isReorganised;

    /// <inheritdoc/>
    public void Happened(ProtocolEvent happened)
    {
        if (happened is ProtocolEvent.SnapshotFinalized finalized && _tries.TryAdd(finalized.EpochId, 0)) _due.Set();
    }

    /// <inheritdoc/>
    public void Reorganised()
    {
        Volatile.Write(ref _isReorganised, 1);
        _due.Set();
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _due.WaitAsync(cancellationToken);
            try
            {
                if (Interlocked.Exchange(ref _isReorganised, 0) != 0) await TakeRecentAsync(cancellationToken);
                foreach (var epochId in _tries.Keys.Order()) await RecountAsync(epochId, cancellationToken);
            }
            catch (Exception exception) when (exception is RpcException or ProtocolStateException or StorageException)
            {
                LogNotCounted(exception);
                await Task.Delay(options.RetryDelay, time, cancellationToken);
                _due.Set();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _due.Dispose();

    private async ValueTask TakeRecentAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await store.CurrentEpochAsync(cancellationToken) is not { } current) return;
            for (var id = Math.Max(1, current.Epoch.Id - MostEpochs + 1); id <= current.Epoch.Id; id++) _tries[id] = 0;
        }
        catch (StorageException)
        {
            Volatile.Write(ref _isReorganised, 1);
            throw;
        }
    }

    private async ValueTask RecountAsync(long epochId, CancellationToken cancellationToken)
    {
        if (_tries.AddOrUpdate(epochId, 1, static (_, before) => before + 1) <= MostTries) await CountAsync(epochId, await LateAsync(epochId, cancellationToken), cancellationToken);
        _tries.TryRemove(epochId, out _);
    }

    // What a relayer sends tells no transaction that could have come too late.
    private async ValueTask<OutboxEntry[]> LateAsync(long epochId, CancellationToken cancellationToken) =>
        [.. (await store.EpochOutboxAsync(epochId, cancellationToken)).Where(static entry => entry.State == OutboxState.Failed && entry.Transactions.Length > 0)];

    private async ValueTask CountAsync(long epochId, OutboxEntry[] late, CancellationToken cancellationToken)
    {
        if (late.Length == 0 || await windows.LastBlockAsync(epochId, cancellationToken) is not { } lastBlock) return;
        var head = await windows.HeadAsync(mustLook: true, cancellationToken);
        var counted = await windows.CountedAsync(late, signer, head >= lastBlock ? lastBlock : null, cancellationToken);
        if (counted.Count > 0) await accounts.RunAsync(() => WriteAsync(epochId, counted, cancellationToken), cancellationToken);
    }

    private async ValueTask<bool> WriteAsync(long epochId, HashSet<string> counted, CancellationToken cancellationToken)
    {
        OutboxEntry[] entries = [.. (await LateAsync(epochId, cancellationToken)).Where(entry => counted.Contains(entry.ProjectId))];
        if (entries.Length == 0) return false;
        string[] ids = [.. entries.Select(static entry => entry.ProjectId)];
        var decided = await store.DecidedCidsAsync(epochId, ids, cancellationToken);
        var now = time.GetUtcNow();
        await store.CommitAsync(new StateChange
        {
            IsOfTurn = true,
            Outbox = [.. entries.Select(static entry => entry with { State = OutboxState.Delivered })],
            Transitions = [.. ids.Select(id => new Transition(epochId, Stage.RelayerSend, id, null, null, now.ToUnixTimeSeconds()))],
            Reports = Decisions.ToChange(epochId, ids, decided, [.. entries.Select(static entry => (Cid?)entry.Cid)], now).Reports,
        }, cancellationToken);
        LogCounted(entries.Length, epochId, ids[0]);
        return true;
    }

    [LoggerMessage(EventId = 1757, Level = LogLevel.Warning, Message = "{Count} submissions of epoch {EpochId} that had come too late count after all, {Project} among them: a reorganisation put them into blocks of the window.")]
    private partial void LogCounted(int count, long epochId, string project);

    [LoggerMessage(EventId = 1758, Level = LogLevel.Warning, Message = "Whether submissions that came too late count after all cannot be told; it is asked again a few times.")]
    private partial void LogNotCounted(Exception exception);
}
