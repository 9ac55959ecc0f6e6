using System.Numerics;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Who received ether through the Bungee bridge's refuel contract (upstream zkevm:bungee_bridge).</summary>
internal sealed class BungeeBridgeProcessor : IBulkProcessor
{
    private static readonly Address Refuel = Address.Parse("0x555a64968e4803e27669d64e349ef3d18fca0895");
    private static readonly AbiEvent Send = AbiEvent.Parse("Send(address receiver, uint256 amount, bytes32 srcChainTxHash)");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var receipts = await EpochReceipts.ReadAsync(chain, cancellationToken);
        return
        [
            .. from sent in QuestEvents.Of(Send, receipts.Where(static receipt => receipt.To == Refuel))
               let amount = sent.Values.Get<BigInteger>("amount")
               where amount > 0
               let receiver = sent.Values.Get<Address>("receiver")
               select QuestSource.Of(receiver, new BungeeBridgeSnapshot(receiver, amount, sent.Values.Get<byte[]>("srcChainTxHash"))),
        ];
    }
}
