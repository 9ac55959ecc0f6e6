using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>
/// Tries to deliver an epoch's submissions while its window is open. What is signed is written before it is sent, and what became of it after: a
/// submission that a crash interrupted is taken up as it was.
/// </summary>
internal sealed class OutboxDelivery(
    OutboxRecords records, ISubmitter submitter, SubmissionSigner signer, SubmissionWindows windows, SubmissionWatch watch, SigningGate gate, ProtocolOptions options)
{
    /// <summary>From which try on a refusal is believed: by then whoever was behind has caught up.</summary>
    private const int TriesUntilBelieved = 4;

    /// <summary>From which try on what counted in the past is not asked for any more, but what is there now: an endpoint may not keep the past.</summary>
    private const int TriesForThePast = 6;

    /// <summary>One try.</summary>
    /// <returns>What is still to be delivered, and why it was not.</returns>
    /// <exception cref="RpcException">The anchor chain does not answer.</exception>
    /// <exception cref="ProtocolStateException">The anchor chain does not tell what is asked.</exception>
    /// <exception cref="StorageException">What is to be written cannot be.</exception>
    public async Task<(OutboxEntry[] Open, string Failure)> TryAsync(long epochId, OutboxEntry[] entries, int attempt, CancellationToken cancellationToken)
    {
        var head = await windows.HeadAsync(mustLook: attempt > 1, cancellationToken);
        if (await windows.LastBlockAsync(epochId, cancellationToken) is not { } lastBlock)
        {
            await records.EndAsync(entries, _ => Delivery.Refused($"Epoch {epochId} is not known any more."), cancellationToken);
            return ([], "");
        }

        // The next block is the first that can still take it.
        if (head >= lastBlock)
        {
            var counted = await windows.CountedAsync(entries, signer, attempt < TriesForThePast ? lastBlock : null, cancellationToken);
            await records.EndAsync(
                entries, entry => counted.Contains(entry.ProjectId) ? Delivery.Done : Delivery.Refused($"The submission window closed with anchor block {lastBlock}; the chain is at {head}."), cancellationToken);
            return ([], "");
        }

        entries = await gate.RunAsync(async () => await SignAsync(await records.ReloadAsync(entries, cancellationToken), head, attempt, cancellationToken), cancellationToken);
        if (entries.Length == 0) return ([], "");
        var reorganisations = watch.Reorganisations;
        var deliveries = await DeliverInTimeAsync(entries, lastBlock, cancellationToken);
        var results = entries.Zip(deliveries).ToDictionary(static pair => pair.First.ProjectId, static pair => pair.Second, StringComparer.Ordinal);
        var open = entries.Where(entry => IsOpen(results[entry.ProjectId], attempt)).ToArray();
        await records.EndAsync([.. entries.Except(open)], entry => results[entry.ProjectId], cancellationToken);

        // Told of before this was written, it could not take back what was not there yet.
        if (watch.Reorganisations != reorganisations) watch.LookAgain();
        await records.StartOverAsync([.. open.Where(entry => results[entry.ProjectId].StartsOver)], cancellationToken);
        return (open, open.Length > 0 ? results[open[0].ProjectId].Reason : "");
    }

    private static bool IsOpen(Delivery delivery, int attempt) =>
        delivery.Fate == DeliveryFate.Later || (delivery.Fate == DeliveryFate.Doubted && attempt < TriesUntilBelieved);

    private async Task<IReadOnlyList<Delivery>> DeliverInTimeAsync(OutboxEntry[] entries, long lastBlock, CancellationToken cancellationToken)
    {
        using var closed = new CancellationTokenSource();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var closing = windows.WatchAsync(lastBlock, closed, watching.Token);
        try
        {
            return await submitter.DeliverAsync(entries, closed.Token, cancellationToken);
        }
        finally
        {
            await watching.CancelAsync();
            await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Signed anew only where the deadline has passed: what may have been sent stays as it was, and is looked for first.
    private async ValueTask<OutboxEntry[]> SignAsync(OutboxEntry[] entries, long head, int attempt, CancellationToken cancellationToken)
    {
        var signed = new OutboxEntry[entries.Length];
        var fresh = new List<OutboxEntry>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            signed[i] = entries[i];
            if (entries[i].State != OutboxState.Queued && (entries[i].Deadline > head || (attempt == 1 && entries[i].Transactions.Length > 0))) continue;
            signed[i] = await signer.SignAsync(entries[i], head + options.DeadlineBuffer, cancellationToken);
            fresh.Add(signed[i]);
        }

        await records.SignedAsync(fresh, cancellationToken);
        return signed;
    }
}
