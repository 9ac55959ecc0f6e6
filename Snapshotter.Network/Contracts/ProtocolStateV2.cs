using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Network.Contracts;

/// <summary>What the owner of second-generation contracts does with them. Every method waits until its transaction is in a block.</summary>
/// <remarks>Methods throw <see cref="ContractCallException"/> when the contract refuses, and <see cref="Ethereum.JsonRpc.RpcException"/> when the chain does not answer.</remarks>
/// <param name="account">The owner.</param>
/// <param name="address">The protocol state.</param>
/// <param name="slots">The contract that holds the slots.</param>
public sealed class ProtocolStateV2(ContractAccount account, Address address, Address slots)
{
    private static readonly ContractArtifact Artifact = ContractArtifact.ProtocolStateV2;
    private static readonly ContractArtifact Slots = ContractArtifact.SnapshotterState;

    /// <summary>Where the protocol state is: what nodes listen to and sign for.</summary>
    public Address Address { get; } = address;

    /// <summary>Where the slots are.</summary>
    public Address SnapshotterState { get; } = slots;

    /// <summary>Deploys the protocol state, what makes its markets, and its slots, all owned by the account.</summary>
    /// <param name="account">The owner.</param>
    /// <param name="maxSlots">How many slots there can ever be.</param>
    /// <param name="cancellationToken">Cancels the waiting; what was sent by then stays sent.</param>
    public static async Task<ProtocolStateV2> DeployAsync(ContractAccount account, long maxSlots, CancellationToken cancellationToken)
    {
        var slots = await account.DeployAsync(Slots, [maxSlots], cancellationToken);
        var factory = await account.DeployAsync(ContractArtifact.DataMarketFactory, [], cancellationToken);
        var state = await account.DeployAsync(Artifact, [], cancellationToken);
        await account.SendAsync(state, Artifact.Abi.Function("updateSnapshotterState"), [slots], cancellationToken);
        await account.SendAsync(state, Artifact.Abi.Function("updateDataMarketFactory"), [factory], cancellationToken);
        return new ProtocolStateV2(account, state, slots);
    }

    /// <summary>Makes a market that the account owns.</summary>
    public async Task<DataMarket> CreateMarketAsync(SourceChainOptions source, CancellationToken cancellationToken)
    {
        object?[] arguments = [account.Address, source.EpochSize, source.ChainId, source.BlockTimeInTenThousandths, source.UsesBlockNumberAsEpochId];
        var receipt = await account.SendAsync(Address, Artifact.Abi.Function("createDataMarket"), arguments, cancellationToken);
        var created = Artifact.Abi.Event("DataMarketCreated");
        var log = Array.Find(receipt.Logs, log => created.Matches(log.Topics)) ?? throw new InvalidOperationException($"Transaction {receipt.TransactionHash} made no market: is there another contract at {Address}?");
        return new DataMarket(account, Address, created.Decode(log.Topics, log.Data).Get<Address>("dataMarketAddress"));
    }

    /// <summary>Hands out the next slots; the first has number 1.</summary>
    public Task<TransactionReceipt> MintSlotsAsync(Address owner, int count, CancellationToken cancellationToken) =>
        account.SendAsync(SnapshotterState, Slots.Abi.Function("mintNodes"), [owner, count], cancellationToken);

    /// <summary>Says whose signature counts for which slot.</summary>
    public Task<TransactionReceipt> AssignSlotsAsync(IReadOnlyList<(long Slot, Address Snapshotter)> assignments, CancellationToken cancellationToken) =>
        account.SendAsync(
            SnapshotterState,
            Slots.Abi.Function("assignSnapshotterToNodeBulkAdmin"),
            [assignments.Select(static one => one.Slot).ToArray(), assignments.Select(static one => one.Snapshotter).ToArray()],
            cancellationToken);
}
