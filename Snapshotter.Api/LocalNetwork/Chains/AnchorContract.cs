using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions.Sending;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Api.LocalNetwork.Chains;

/// <summary>The protocol-state contract of a local network, and the account that owns it.</summary>
/// <param name="Account">The owner.</param>
/// <param name="Contract">The contract.</param>
internal sealed record AnchorContract(ContractAccount Account, ProtocolStateV1 Contract)
{
    /// <summary>Deploys the contract, lets the snapshotters submit, and gives everybody ether.</summary>
    /// <param name="rpc">The anchor chain, an anvil.</param>
    /// <param name="owner">Who owns the contract.</param>
    /// <param name="snapshotters">Who may submit.</param>
    /// <param name="source">The chain that is followed.</param>
    /// <param name="window">For how many anchor blocks after its release an epoch takes submissions.</param>
    /// <param name="cancellationToken">Ends the deployment.</param>
    public static async Task<AnchorContract> DeployAsync(RpcClient rpc, PrivateKey owner, IReadOnlyList<Address> snapshotters, SourceChainOptions source, int window, CancellationToken cancellationToken)
    {
        await ChainFunds.GiveAsync(rpc, snapshotters.Append(owner.Address), cancellationToken);
        var sending = new SendingOptions { PollingInterval = TimeSpan.FromMilliseconds(200) };
        var account = ContractAccount.Create(rpc, owner, sending, TimeProvider.System, NullLoggerFactory.Instance);
        var contract = await ProtocolStateV1.DeployAsync(account, source, cancellationToken);
        await contract.UpdateSubmissionWindowAsync(window, cancellationToken);
        await contract.UpdateMinSubmissionsAsync(Math.Min(2, snapshotters.Count), cancellationToken);
        await contract.UpdateSnapshottersAsync(snapshotters, true, cancellationToken);
        return new AnchorContract(account, contract);
    }
}
