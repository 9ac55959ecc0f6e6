using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>A request on its way into a block.</summary>
public sealed class SentTransaction
{
    private readonly List<SignedTransaction> _versions = [];

    internal SentTransaction(TransactionRequest request, ITransactionJournal? journal, long? epochId)
    {
        Request = request;
        Journal = journal;
        EpochId = epochId;
    }

    /// <summary>What was asked for.</summary>
    public TransactionRequest Request { get; }

    /// <summary>How it ended; null while it is under way.</summary>
    public TransactionOutcome? Outcome { get; private set; }

    /// <summary>The hash of the latest version; null before the first was signed.</summary>
    public Hash32? Hash => _versions.Count == 0 ? null : _versions[^1].Hash();

    internal ITransactionJournal? Journal { get; }

    internal long? EpochId { get; }

    /// <summary>Every version that may lie with a node: all have the same nonce, so that at most one gets into a block.</summary>
    internal IReadOnlyList<SignedTransaction> Versions => _versions;

    internal ulong Nonce { get; set; }

    internal FeeRates Rates { get; set; }

    internal long GasLimit { get; set; }

    internal long SentAt { get; set; }

    /// <summary>How often the nonce was found used up and no receipt known.</summary>
    internal int Missed { get; set; }

    internal void Add(SignedTransaction version) => _versions.Add(version);

    /// <summary>Its nonce turned out to be another transaction's: what was signed with it is void.</summary>
    internal void StartOver()
    {
        if (_versions.Count == 0) return;
        _versions.Clear();
        // Asked anew, since the contract may have taken it already: that nonce was perhaps its own.
        GasLimit = Request.GasLimit ?? 0;
    }

    internal void End(TransactionOutcome outcome) => Outcome ??= outcome;

    internal void End(TransactionFate fate, string reason) => End(new TransactionOutcome(fate, Hash, null, reason));
}
