using System.Numerics;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Who created a Safe through the proxy factory (upstream zkevm:safe_create).</summary>
internal sealed class SafeCreateProcessor : IBulkProcessor
{
    private static readonly Address ProxyFactory = Address.Parse("0xa6b71e26c5e0845f74c812102ca7114b6a896ab2");
    private static readonly AbiEvent SafeSetup = AbiEvent.Parse("SafeSetup(address indexed initiator, address[] owners, uint256 threshold, address initializer, address fallbackHandler)");
    private static readonly AbiEvent ProxyCreation = AbiEvent.Parse("ProxyCreation(address proxy, address singleton)");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var receipts = await EpochReceipts.ReadAsync(chain, cancellationToken);
        var created = receipts.Where(static receipt => receipt.To == ProxyFactory).ToArray();

        // The first setup goes with the first creation and so on, whichever transactions they are of, as upstream pairs them.
        var snapshots = QuestEvents.Of(SafeSetup, created).Zip(
            QuestEvents.Of(ProxyCreation, created),
            static (setup, creation) => QuestSource.Of(setup.Receipt.From, Snapshot(setup.Values, creation.Values)));
        return [.. snapshots];
    }

    private static SafeCreateSnapshot Snapshot(AbiValues setup, AbiValues creation) => new(
        creation.Get<Address>("proxy"),
        creation.Get<Address>("singleton"),
        setup.Get<Address>("initiator"),
        [.. setup.Get<object?[]>("owners").Cast<Address>()],
        setup.Get<BigInteger>("threshold"),
        setup.Get<Address>("initializer"));
}
