using Snapshotter.Core.Chain;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Computes;

/// <summary>The receipts of an epoch's transactions, in the order of the chain, read once for all projects.</summary>
internal static class EpochReceipts
{
    private static readonly object Once = new();

    /// <summary>Reads them, once per epoch.</summary>
    public static ValueTask<IReadOnlyList<TransactionReceipt>> ReadAsync(ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(Once, static (shared, token) => ReadAllAsync(shared, token), cancellationToken);

    private static async ValueTask<IReadOnlyList<TransactionReceipt>> ReadAllAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var blocks = await Reads.AllAsync(chain.Epoch.Size, (chain, cancellationToken), static (state, index) =>
            state.chain.ReceiptsAsync(state.chain.Epoch.Begin + index, state.cancellationToken));
        return blocks.Length == 1 ? blocks[0] : [.. blocks.SelectMany(static receipts => receipts)];
    }
}
