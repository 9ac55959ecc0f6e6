using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Ethereum.Rlp;
using Snapshotter.Ethereum.Transactions;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Core.Submission.Direct;

/// <summary>Writes every signed transaction beside the submission it is for, before it is sent.</summary>
internal sealed class OutboxJournal(IStateStore store, IReadOnlyDictionary<TransactionRequest, OutboxEntry> entries) : ITransactionJournal
{
    private readonly Dictionary<TransactionRequest, OutboxEntry> _entries = new(entries, ReferenceEqualityComparer.Instance);

    public async ValueTask WriteAsync(IReadOnlyList<SignedRequest> signed, CancellationToken cancellationToken)
    {
        var changed = new List<OutboxEntry>(signed.Count);
        foreach (var (request, transaction) in signed)
        {
            var entry = _entries[request];
            entry = entry with { Transactions = Write([.. Read(entry.Transactions), transaction]) };
            _entries[request] = entry;
            changed.Add(entry);
        }

        await store.CommitAsync(new StateChange { IsOfTurn = true, Outbox = changed }, cancellationToken);
    }

    /// <summary>The transactions of an entry, the first signed first.</summary>
    public static IReadOnlyList<SignedTransaction> Read(byte[] transactions) => transactions.Length == 0
        ? []
        : [.. RlpItem.Decode(transactions).Items!.Select(static item => SignedTransaction.Decode(item.Bytes.Span))];

    private static byte[] Write(IEnumerable<SignedTransaction> transactions) =>
        RlpItem.OfList([.. transactions.Select(static transaction => RlpItem.OfBytes(transaction.Encode()))]).Encode();
}
