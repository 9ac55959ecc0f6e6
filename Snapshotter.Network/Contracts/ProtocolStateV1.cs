using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Network.Contracts;

/// <summary>What the owner of a first-generation contract does with it. Every method waits until its transaction is in a block.</summary>
/// <remarks>Methods throw <see cref="ContractCallException"/> when the contract refuses, and <see cref="Ethereum.JsonRpc.RpcException"/> when the chain does not answer.</remarks>
public sealed class ProtocolStateV1(ContractAccount account, Address address) : IEpochContract
{
    private static readonly ContractArtifact Artifact = ContractArtifact.ProtocolStateV1;

    /// <inheritdoc/>
    public Address Address { get; } = address;

    /// <summary>Deploys a contract that the account owns.</summary>
    public static async Task<ProtocolStateV1> DeployAsync(ContractAccount account, SourceChainOptions source, CancellationToken cancellationToken) =>
        new(account, await account.DeployAsync(Artifact, [source.EpochSize, source.ChainId, source.BlockTimeInTenThousandths, source.UsesBlockNumberAsEpochId], cancellationToken));

    /// <inheritdoc/>
    public async Task<Epoch?> CurrentEpochAsync(CancellationToken cancellationToken) =>
        EpochReading.OfAnswer(await account.ReadAsync(Address, Artifact.Abi.Function("currentEpoch"), [], cancellationToken));

    /// <inheritdoc/>
    public async Task<Epoch> ReleaseEpochAsync(long begin, long end, CancellationToken cancellationToken) => (await ReleaseAsync(begin, end, cancellationToken)).Epoch;

    /// <summary>Releases the next epoch.</summary>
    /// <returns>The epoch, and the block of this chain from which its submission window counts.</returns>
    public async Task<(Epoch Epoch, long Block)> ReleaseAsync(long begin, long end, CancellationToken cancellationToken)
    {
        var receipt = await SendAsync("releaseEpoch", [begin, end], cancellationToken);
        return (EpochReading.OfReceipt(Artifact.Abi.Event("EpochReleased"), receipt), receipt.BlockNumber);
    }

    /// <summary>Releases an epoch further on; whole epochs are left out.</summary>
    public Task<TransactionReceipt> SkipToEpochAsync(long begin, long end, CancellationToken cancellationToken) => SendAsync("forceSkipEpoch", [begin, end], cancellationToken);

    /// <summary>Lets accounts submit snapshots, or no longer.</summary>
    public Task<TransactionReceipt> UpdateSnapshottersAsync(IReadOnlyList<Address> accounts, bool allowed, CancellationToken cancellationToken) =>
        SendAsync("updateAllSnapshotters", [accounts, Same(accounts.Count, allowed)], cancellationToken);

    /// <summary>Lets accounts decide on the projects of the pretest, or no longer.</summary>
    public Task<TransactionReceipt> UpdateMasterSnapshottersAsync(IReadOnlyList<Address> accounts, bool allowed, CancellationToken cancellationToken) =>
        SendAsync("updateMasterSnapshotters", [accounts, Same(accounts.Count, allowed)], cancellationToken);

    /// <summary>Lets accounts release epochs and change projects, or no longer.</summary>
    public Task<TransactionReceipt> UpdateValidatorsAsync(IReadOnlyList<Address> accounts, bool allowed, CancellationToken cancellationToken) =>
        SendAsync("updateValidators", [accounts, Same(accounts.Count, allowed)], cancellationToken);

    /// <summary>Announces projects from the next epoch on, or that they are no longer followed.</summary>
    public Task<TransactionReceipt> UpdateProjectsAsync(IReadOnlyList<string> projectIds, bool allowed, CancellationToken cancellationToken) =>
        SendAsync("updateAllProjects", [projectIds, Same(projectIds.Count, allowed)], cancellationToken);

    /// <summary>Puts projects into the pretest, or takes them out.</summary>
    public Task<TransactionReceipt> UpdatePretestProjectsAsync(IReadOnlyList<string> projectIds, bool allowed, CancellationToken cancellationToken) =>
        SendAsync("updatePretestProjects", [projectIds, Same(projectIds.Count, allowed)], cancellationToken);

    /// <summary>Sets how many blocks of this chain after an epoch's release submissions count.</summary>
    public Task<TransactionReceipt> UpdateSubmissionWindowAsync(long blocks, CancellationToken cancellationToken) => SendAsync("updateSnapshotSubmissionWindow", [blocks], cancellationToken);

    /// <summary>Sets how many must agree at least, whatever their share.</summary>
    public Task<TransactionReceipt> UpdateMinSubmissionsAsync(long submissions, CancellationToken cancellationToken) => SendAsync("updateMinSnapshottersForConsensus", [submissions], cancellationToken);

    /// <summary>Makes the leading snapshot final after the window; nothing happens where none leads.</summary>
    public Task<TransactionReceipt> ForceConsensusAsync(string projectId, long epochId, CancellationToken cancellationToken) =>
        SendAsync("forceCompleteConsensusSnapshot", [projectId, epochId], cancellationToken);

    private Task<TransactionReceipt> SendAsync(string function, IReadOnlyList<object?> arguments, CancellationToken cancellationToken) =>
        account.SendAsync(Address, Artifact.Abi.Function(function), arguments, cancellationToken);

    private static bool[] Same(int count, bool value) => [.. Enumerable.Repeat(value, count)];
}
