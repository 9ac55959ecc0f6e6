using System.Numerics;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions.Sending;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Network.Contracts;

public sealed class ProtocolStateV2Tests
{
    [Fact]
    public async Task Deployed_contracts_do_what_their_owner_says()
    {
        await using var anvil = await Anvil.StartAsync();
        await anvil.AskAsync("evm_setAutomine", true);
        using var key = await anvil.FundedKeyAsync();
        using var rpc = new RpcClient(new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = anvil.Url.AbsoluteUri }] }, TimeProvider.System, NullLogger.Instance);
        var account = ContractAccount.Create(rpc, key, new SendingOptions { PollingInterval = TimeSpan.FromMilliseconds(10) }, TimeProvider.System, NullLoggerFactory.Instance);

        var state = await ProtocolStateV2.DeployAsync(account, maxSlots: 5, default);
        var market = await state.CreateMarketAsync(new SourceChainOptions(137, 10, TimeSpan.FromSeconds(2)), default);
        await market.UpdateEpochManagerAsync(account.Address, default);
        foreach (var role in Enum.GetValues<MarketRole>()) await market.UpdateRoleAsync(role, [account.Address], allowed: true, default);
        await market.UpdateProjectsAsync(["a"], allowed: true, default);
        await market.UpdateWindowsAsync(1_000, 2_000, 3_000, default);
        await market.UpdateMinAttestationsAsync(1, default);
        await market.UpdateRewardsAsync(dailyQuota: 7, dailyPool: UInt128.MaxValue, default);
        await market.ReleaseEpochAsync(1, 10, default);
        await market.SkipToEpochAsync(31, 40, default);
        await state.MintSlotsAsync(account.Address, 2, default);
        await state.AssignSlotsAsync([(1, account.Address), (2, market.Address)], default);

        (await market.CurrentEpochAsync(default))!.Id.Should().Be(4);
        (await ReadAsync<IReadOnlyList<object?>>("getSequencers", market.Address)).Should().Equal(account.Address);
        (await ReadAsync<IReadOnlyList<object?>>("getValidators", market.Address)).Should().Equal(account.Address);
        (await ReadAsync<BigInteger>("snapshotSubmissionWindow", market.Address)).Should().Be(1_000);
        (await ReadAsync<BigInteger>("batchSubmissionWindow", market.Address)).Should().Be(2_000);
        (await ReadAsync<BigInteger>("attestationSubmissionWindow", market.Address)).Should().Be(3_000);
        (await ReadAsync<BigInteger>("minAttestationsForConsensus", market.Address)).Should().Be(1);
        (await ReadAsync<BigInteger>("dailySnapshotQuota", market.Address)).Should().Be(7);
        (await ReadAsync<BigInteger>("rewardPoolSize", market.Address)).Should().Be(UInt128.MaxValue);
        (await ReadAsync<Address>("slotSnapshotterMapping", 2)).Should().Be(market.Address);
        (await ReadAsync<Address>("snapshotterState")).Should().Be(state.SnapshotterState);

        async Task<T> ReadAsync<T>(string view, params IReadOnlyList<object?> arguments) =>
            (await account.ReadAsync(state.Address, ContractArtifact.ProtocolStateV2.Abi.Function(view), arguments, default)).Get<T>(0);
    }
}
