using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Who was sent ether by the Owlto bridge's maker in a legacy transaction (upstream zkevm:owlto_bridge).</summary>
internal sealed class OwltoBridgeProcessor : IBulkProcessor
{
    private const int LegacyType = 0;

    private static readonly Address Maker = Address.Parse("0x45a318273749d6eb00f5f6ca3bc7cd3de26d642a");

    /// <summary>More than this must have been sent: 0.01 ether, in wei.</summary>
    private static readonly UInt128 Threshold = 10_000_000_000_000_000;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var receipts = await EpochReceipts.ReadAsync(chain, cancellationToken);
        TransactionReceipt[] sent = [.. receipts.Where(static receipt => receipt.From == Maker && receipt.Type == LegacyType && receipt.To is not null)];

        // A receipt does not tell what was sent along.
        var transactions = await Reads.AllAsync(sent.Length, (sent, chain, cancellationToken), static (state, index) =>
            state.chain.TransactionAsync(state.sent[index].TransactionHash, state.sent[index].BlockNumber, state.cancellationToken));
        return
        [
            .. from transaction in transactions
               where transaction.Value > Threshold
               let receiver = transaction.To!.Value
               select QuestSource.Of(receiver, new OwltoBridgeSnapshot(receiver, transaction.Value)),
        ];
    }
}
