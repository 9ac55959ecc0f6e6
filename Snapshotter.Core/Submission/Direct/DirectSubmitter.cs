using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Transactions;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Core.Submission.Direct;

/// <summary>Sends submissions as transactions of the node's own, spread over its accounts, and follows them into blocks.</summary>
public sealed class DirectSubmitter : ISubmitter
{
    private readonly IStateStore _store;
    private readonly IProtocolContract _contract;
    private readonly ContractViews _views;
    private readonly SubmissionSigner _signer;
    private readonly IReadOnlyList<PrivateKey> _accounts;
    private readonly TransactionSender _sender;
    private readonly TransactionFollower _follower;
    private readonly AnchorHead _head;
    private readonly long? _gasLimit;

    /// <summary>Sends from <paramref name="accounts"/>, which nobody else uses.</summary>
    public DirectSubmitter(
        IStateStore store, IProtocolContract contract, ContractViews views, SubmissionSigner signer, IReadOnlyList<PrivateKey> accounts,
        TransactionSender sender, TransactionFollower follower, AnchorHead head, long? gasLimit)
    {
        _store = store;
        _contract = contract;
        _views = views;
        _signer = signer;
        _accounts = accounts;
        _sender = sender;
        _follower = follower;
        _head = head;
        _gasLimit = gasLimit;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Delivery>> DeliverAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken windowClosed, CancellationToken cancellationToken)
    {
        var versions = entries.Select(static entry => OutboxJournal.Read(entry.Transactions)).ToArray();
        TransactionRequest[] requests = [.. entries.Select((entry, index) => new TransactionRequest(AccountOf(index, versions[index]), _contract.Address, SubmitSnapshotCall.Encode(_signer, entry))
        {
            GasLimit = _gasLimit,
            Expired = windowClosed,
        })];
        var journal = new OutboxJournal(_store, requests.Zip(entries).ToDictionary(static pair => pair.First, static pair => pair.Second, ReferenceEqualityComparer.Instance as IEqualityComparer<TransactionRequest>));

        // What an earlier life of the process may have sent goes on with the same nonce, so that it cannot be in the chain twice.
        var sent = new SentTransaction[entries.Count];
        for (var i = 0; i < sent.Length; i++)
        {
            if (versions[i].Count > 0) sent[i] = _sender.Resume(requests[i], versions[i], journal, entries[i].EpochId);
        }

        int[] fresh = [.. Enumerable.Range(0, sent.Length).Where(i => versions[i].Count == 0)];
        var started = await _sender.SendAsync([.. fresh.Select(i => requests[i])], journal, entries[0].EpochId, cancellationToken);
        for (var i = 0; i < fresh.Length; i++) sent[fresh[i]] = started[i];

        await _follower.FollowAsync(sent, cancellationToken);
        foreach (var receipt in sent.Select(static one => one.Outcome!.Receipt).OfType<TransactionReceipt>().DistinctBy(static receipt => receipt.BlockHash)) _head.Found(receipt.BlockNumber, receipt.BlockHash);
        var deliveries = new Delivery[sent.Length];
        for (var i = 0; i < sent.Length; i++) deliveries[i] = await JudgeAsync(entries[i], sent[i].Outcome!, cancellationToken);
        return deliveries;
    }

    private async ValueTask<Delivery> JudgeAsync(OutboxEntry entry, TransactionOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Fate == TransactionFate.Mined)
        {
            return SubmitSnapshotCall.IsDelayed(outcome.Receipt!, _contract.Address)
                ? Delivery.Refused($"It came into anchor block {outcome.Receipt!.BlockNumber}, after the submission window had closed.")
                : Delivery.Done;
        }

        // Whether it counts in the end is known when the window is over.
        if (outcome.Fate == TransactionFate.Expired) return Delivery.Later(outcome.Reason);

        // It may be there by another way: a transaction that was sent before a crash, or another node with the same key.
        if (await _views.ReadAsync(V1Contract.WasReceived(entry.ProjectId, entry.EpochId, _signer.Account), cancellationToken)) return Delivery.Done;
        if (outcome.Fate == TransactionFate.OutOfGas)
        {
            return _gasLimit is { } limit
                ? Delivery.Refused($"It needs more gas than the {limit} of Protocol:GasLimit: raise it, or leave it out.")
                : Delivery.Anew($"{outcome.Reason} It is sent anew with another estimate.");
        }

        var block = outcome.Receipt?.BlockNumber ?? _head.Number + 1;
        return block >= entry.Deadline ? Delivery.Anew($"Its signature counted up to anchor block {entry.Deadline} only; it is signed anew.") : Delivery.Doubted(outcome.Reason);
    }

    private PrivateKey AccountOf(int index, IReadOnlyList<SignedTransaction> versions)
    {
        if (versions.Count > 0)
        {
            var sender = versions[0].RecoverSender();
            if (_accounts.FirstOrDefault(account => account.Address == sender) is { } known) return known;
        }

        return _accounts[index % _accounts.Count];
    }
}
