namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>Is told of everything that is signed, before any of it leaves the process, so that a later life of it can go on where this one ended.</summary>
public interface ITransactionJournal
{
    /// <summary>Keeps the transactions; when it returns they survive the death of the process. Replacements come one by one, later.</summary>
    ValueTask WriteAsync(IReadOnlyList<SignedRequest> signed, CancellationToken cancellationToken);
}
