using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;

namespace Snapshotter.Computes.Preloading;

/// <summary>Reads the receipts of all transactions of the epoch (upstream block_transactions, class <c>TxPreloadWorker</c>).</summary>
internal sealed class BlockTransactionsPreloader : IPreloader
{
    /// <summary>The upstream class name.</summary>
    public const string ClassName = "TxPreloadWorker";

    /// <summary>The upstream class name of the task that reads one receipt.</summary>
    public const string DelegateTaskClassName = "TxReceiptProcessor";

    /// <inheritdoc/>
    public async ValueTask PreloadAsync(ISourceChain chain, CancellationToken cancellationToken) => await EpochReceipts.ReadAsync(chain, cancellationToken);
}
