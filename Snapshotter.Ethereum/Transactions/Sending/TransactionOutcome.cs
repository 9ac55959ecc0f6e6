using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>How a transaction ended, and why.</summary>
/// <param name="Fate">How.</param>
/// <param name="Hash">The hash of the version that counts: the mined one, otherwise the latest; null when none was signed.</param>
/// <param name="Receipt">What it did; null unless it is in a block.</param>
/// <param name="Reason">Why it failed, in a sentence; empty when it did not.</param>
public sealed record TransactionOutcome(TransactionFate Fate, Hash32? Hash, TransactionReceipt? Receipt, string Reason)
{
    /// <summary>Revert data; empty unless it reverted.</summary>
    public ReadOnlyMemory<byte> RevertData { get; init; }
}
