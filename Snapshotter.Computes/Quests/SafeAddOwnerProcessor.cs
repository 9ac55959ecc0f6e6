using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Who added an owner to a Safe, in whatever transaction (upstream zkevm:safe_add_owner).</summary>
internal sealed class SafeAddOwnerProcessor : IBulkProcessor
{
    private static readonly AbiEvent AddedOwner = AbiEvent.Parse("AddedOwner(address owner)");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var receipts = await EpochReceipts.ReadAsync(chain, cancellationToken);
        return [.. QuestEvents.Of(AddedOwner, receipts).Select(static added =>
            QuestSource.Of(added.Receipt.From, new SafeAddOwnerSnapshot(added.Log.Address, added.Values.Get<Address>("owner"))))];
    }
}
