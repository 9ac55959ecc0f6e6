using Microsoft.Extensions.Logging;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>What the store holds of submissions in hand. It changes meanwhile: it is read again before each step, and what took the place of an entry is not written over.</summary>
internal sealed partial class OutboxRecords(IStateStore store, AccountGate accounts, RetryDelays delays, TimeProvider time, ILogger logger)
{
    /// <summary>The entries that have not ended, as soon as the store tells.</summary>
    public ValueTask<IReadOnlyList<OutboxEntry>> OpenAsync(int most, CancellationToken cancellationToken) => ReadAsync(() => store.OutboxAsync(most, cancellationToken), cancellationToken);

    /// <summary>
    /// The entries as they are now. Transactions that were signed meanwhile are written beside them; what was withdrawn is gone, and what was built anew is another submission.
    /// </summary>
    public async ValueTask<OutboxEntry[]> ReloadAsync(OutboxEntry[] entries, CancellationToken cancellationToken)
    {
        if (entries.Length == 0) return [];
        var kept = (await ReadAsync(() => store.EpochOutboxAsync(entries[0].EpochId, cancellationToken), cancellationToken)).ToDictionary(static entry => entry.ProjectId, StringComparer.Ordinal);
        return [.. entries.Select(entry => kept.GetValueOrDefault(entry.ProjectId)).OfType<OutboxEntry>().Where(static entry => entry.State < OutboxState.Delivered)];
    }

    /// <summary>Keeps signatures.</summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public async ValueTask SignedAsync(IReadOnlyList<OutboxEntry> signed, CancellationToken cancellationToken)
    {
        if (signed.Count > 0) await store.CommitAsync(new StateChange { IsOfTurn = true, Outbox = signed }, cancellationToken);
    }

    /// <summary>What was sent for entries is spent: what follows is signed anew, in another transaction.</summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public async ValueTask StartOverAsync(OutboxEntry[] spent, CancellationToken cancellationToken)
    {
        if (spent.Length == 0) return;
        var kept = await UnreplacedAsync(spent, cancellationToken);
        await store.CommitAsync(new StateChange { IsOfTurn = true, Outbox = [.. kept.Select(static entry => entry with { Deadline = 0, Transactions = [] })] }, cancellationToken);
    }

    /// <summary>Entries ended, each with its result: taken, or failed with the reason.</summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public async ValueTask EndAsync(OutboxEntry[] entries, Func<OutboxEntry, Delivery> resultOf, CancellationToken cancellationToken)
    {
        if (entries.Length == 0) return;
        await accounts.RunAsync(() => WriteEndAsync(entries, resultOf, cancellationToken), cancellationToken);
    }

    private async ValueTask<bool> WriteEndAsync(OutboxEntry[] all, Func<OutboxEntry, Delivery> resultOf, CancellationToken cancellationToken)
    {
        var entries = await UnreplacedAsync(all, cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var results = entries.Select(entry => (Entry: entry, Result: resultOf(entry))).ToArray();
        var failed = results.Where(static one => one.Result.Fate != DeliveryFate.Delivered).ToArray();
        // What did not count was missed, whatever the others have decided meanwhile.
        var decided = failed.Length == 0 ? [] : await store.DecidedCidsAsync(failed[0].Entry.EpochId, [.. failed.Select(static one => one.Entry.ProjectId)], cancellationToken);
        await store.CommitAsync(new StateChange
        {
            IsOfTurn = true,
            Outbox = [.. results.Select(static one => one.Entry with { State = one.Result.Fate == DeliveryFate.Delivered ? OutboxState.Delivered : OutboxState.Failed })],
            Transitions = [.. results.Select(one => new Transition(one.Entry.EpochId, Stage.RelayerSend, one.Entry.ProjectId, one.Result.Fate == DeliveryFate.Delivered ? null : one.Result.Reason, null, now))],
            Reports = [.. failed.Select((one, i) => new SubmissionReport(one.Entry.EpochId, one.Entry.ProjectId, SubmissionOutcome.Missed, one.Entry.Cid, decided[i], one.Result.Reason))],
        }, cancellationToken);
        if (failed.Length > 0) LogFailed(failed[0].Entry.EpochId, failed.Length, entries.Length, failed[0].Entry.ProjectId, failed[0].Result.Reason);
        return failed.Length > 0;
    }

    private async ValueTask<OutboxEntry[]> UnreplacedAsync(OutboxEntry[] entries, CancellationToken cancellationToken)
    {
        var cids = entries.ToDictionary(static entry => entry.ProjectId, static entry => entry.Cid, StringComparer.Ordinal);
        return [.. (await ReloadAsync(entries, cancellationToken)).Where(entry => cids[entry.ProjectId] == entry.Cid)];
    }

    private async ValueTask<IReadOnlyList<OutboxEntry>> ReadAsync(Func<ValueTask<IReadOnlyList<OutboxEntry>>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (StorageException exception)
            {
                if (int.IsPow2(attempt)) LogUnreadable(exception, attempt);
                await Task.Delay(delays.After(attempt), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 1752, Level = LogLevel.Error, Message = "{Failed} of {Count} submissions of epoch {EpochId} failed, {Project} among them: {Reason}")]
    private partial void LogFailed(long epochId, int failed, int count, string project, string reason);

    [LoggerMessage(EventId = 1754, Level = LogLevel.Error, Message = "The outbox cannot be read ({Failures} failures in a row); the node keeps trying.")]
    private partial void LogUnreadable(Exception exception, int failures);
}
