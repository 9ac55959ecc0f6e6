using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Network.Contracts;

/// <summary>What an account does with a market of the second generation: its owner sets it, its epoch manager releases epochs. Every method waits until its transaction is in a block.</summary>
/// <remarks>Methods throw <see cref="ContractCallException"/> when the contract refuses, and <see cref="Ethereum.JsonRpc.RpcException"/> when the chain does not answer.</remarks>
/// <param name="account">The account.</param>
/// <param name="protocolState">The protocol state, through which all calls go.</param>
/// <param name="address">The market.</param>
public sealed class DataMarket(ContractAccount account, Address protocolState, Address address) : IEpochContract
{
    private static readonly ContractArtifact Artifact = ContractArtifact.ProtocolStateV2;

    /// <inheritdoc/>
    public Address Address { get; } = address;

    /// <inheritdoc/>
    public async Task<Epoch?> CurrentEpochAsync(CancellationToken cancellationToken) =>
        EpochReading.OfAnswer(await account.ReadAsync(protocolState, Artifact.Abi.Function("currentEpoch"), [Address], cancellationToken));

    /// <inheritdoc/>
    public async Task<Epoch> ReleaseEpochAsync(long begin, long end, CancellationToken cancellationToken) =>
        EpochReading.OfReceipt(Artifact.Abi.Event("EpochReleased"), await SendAsync("releaseEpoch", [begin, end], cancellationToken));

    /// <summary>Releases an epoch further on; whole epochs are left out.</summary>
    public Task<TransactionReceipt> SkipToEpochAsync(long begin, long end, CancellationToken cancellationToken) => SendAsync("forceSkipEpoch", [begin, end], cancellationToken);

    /// <summary>Says who releases epochs.</summary>
    public Task<TransactionReceipt> UpdateEpochManagerAsync(Address manager, CancellationToken cancellationToken) => SendAsync("updateEpochManager", [manager], cancellationToken);

    /// <summary>Gives a role to accounts, or takes it.</summary>
    public Task<TransactionReceipt> UpdateRoleAsync(MarketRole role, IReadOnlyList<Address> accounts, bool allowed, CancellationToken cancellationToken) =>
        SendAsync("updateAddresses", [(int)role, accounts, Enumerable.Repeat(allowed, accounts.Count).ToArray()], cancellationToken);

    /// <summary>Announces projects from the next epoch on, or that they are no longer followed.</summary>
    public Task<TransactionReceipt> UpdateProjectsAsync(IReadOnlyList<string> projectIds, bool allowed, CancellationToken cancellationToken) =>
        SendAsync("updateProjects", [projectIds, Enumerable.Repeat(allowed, projectIds.Count).ToArray()], cancellationToken);

    /// <summary>Sets the windows in blocks of this chain after an epoch's release, each longer than the one before.</summary>
    public async Task UpdateWindowsAsync(long snapshots, long batches, long attestations, CancellationToken cancellationToken)
    {
        // The contract compares each with the one before it, so they go in that order.
        await SendAsync("updateSnapshotSubmissionWindow", [snapshots], cancellationToken);
        await SendAsync("updateBatchSubmissionWindow", [batches], cancellationToken);
        await SendAsync("updateAttestationSubmissionWindow", [attestations], cancellationToken);
    }

    /// <summary>Sets how many validators must agree at least, whatever their share.</summary>
    public Task<TransactionReceipt> UpdateMinAttestationsAsync(long attestations, CancellationToken cancellationToken) => SendAsync("updateMinAttestationsForConsensus", [attestations], cancellationToken);

    /// <summary>Sets how many submissions a slot must have on a day, and the wei that those who have them share.</summary>
    public async Task UpdateRewardsAsync(long dailyQuota, UInt128 dailyPool, CancellationToken cancellationToken)
    {
        await SendAsync("updateDailySnapshotQuota", [dailyQuota], cancellationToken);
        await SendAsync("updateRewardPoolSize", [(System.Numerics.BigInteger)dailyPool], cancellationToken);
    }

    private Task<TransactionReceipt> SendAsync(string function, IReadOnlyList<object?> arguments, CancellationToken cancellationToken) =>
        account.SendAsync(protocolState, Artifact.Abi.Function(function), [Address, .. arguments], cancellationToken);
}
