using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Transactions.Sending;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Network.Contracts;

public sealed class ContractAccountTests : IAsyncLifetime, IDisposable
{
    private static readonly SourceChainOptions Source = new(ChainId: 1, EpochSize: 10, TimeSpan.FromSeconds(12));

    private Anvil _anvil = null!;
    private PrivateKey _owner = null!;
    private PrivateKey _stranger = null!;
    private RpcClient _rpc = null!;

    public async Task InitializeAsync()
    {
        _anvil = await Anvil.StartAsync();
        await _anvil.AskAsync("evm_setAutomine", true);
        _owner = await _anvil.FundedKeyAsync();
        _stranger = await _anvil.FundedKeyAsync();
        _rpc = new RpcClient(new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = _anvil.Url.AbsoluteUri }] }, TimeProvider.System, NullLogger.Instance);
    }

    public async Task DisposeAsync() => await _anvil.DisposeAsync();

    public void Dispose()
    {
        _rpc.Dispose();
        _owner.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task A_deployed_contract_does_what_its_owner_says()
    {
        var account = Account(_owner);
        var state = await ProtocolStateV1.DeployAsync(account, Source, default);

        await state.UpdateSnapshottersAsync([_owner.Address, _stranger.Address], allowed: true, default);
        await state.UpdateMasterSnapshottersAsync([_owner.Address], allowed: true, default);
        await state.UpdateProjectsAsync(["a", "b"], allowed: true, default);
        await state.UpdatePretestProjectsAsync(["p"], allowed: true, default);
        await state.UpdateSubmissionWindowAsync(20, default);
        await state.UpdateMinSubmissionsAsync(1, default);
        await state.ReleaseEpochAsync(101, 110, default);
        await state.SkipToEpochAsync(131, 140, default);
        await state.ForceConsensusAsync("a", 4, default);
        await state.UpdateProjectsAsync(["a"], allowed: false, default);

        (await ReadAsync(account, state, "getSnapshotters")).Should().Equal(_owner.Address, _stranger.Address);
        (await ReadAsync(account, state, "getMasterSnapshotters")).Should().Equal(_owner.Address);
        (await ReadAsync(account, state, "getProjects")).Should().Equal("b");
        (await ReadAsync(account, state, "getPretestProjects")).Should().Equal("p");
        var current = await account.ReadAsync(state.Address, ContractArtifact.ProtocolStateV1.Abi.Function("currentEpoch"), [], default);
        current.Select(static value => value!.ToString()).Should().Equal("131", "140", "4");
    }

    [Fact]
    public async Task A_call_that_the_contract_refuses_names_the_call_the_account_and_the_reason()
    {
        var state = await ProtocolStateV1.DeployAsync(Account(_owner), Source, default);

        var act = () => new ProtocolStateV1(Account(_stranger), state.Address).UpdateSubmissionWindowAsync(20, default);

        (await act.Should().ThrowAsync<ContractCallException>()).Which.Message.Should()
            .StartWith("updateSnapshotSubmissionWindow by ").And.Contain(_stranger.Address.ToString()).And.Contain("not the owner").And.EndWith("the arguments.");
    }

    [Fact]
    public async Task A_validator_may_release_epochs()
    {
        var state = await ProtocolStateV1.DeployAsync(Account(_owner), Source, default);
        await state.UpdateValidatorsAsync([_stranger.Address], allowed: true, default);

        (await new ProtocolStateV1(Account(_stranger), state.Address).ReleaseEpochAsync(1, 10, default)).Should().Be(new Epoch(1, 1, 10));
    }

    private static async Task<IReadOnlyList<object?>> ReadAsync(ContractAccount account, ProtocolStateV1 state, string view) =>
        (await account.ReadAsync(state.Address, ContractArtifact.ProtocolStateV1.Abi.Function(view), [], default)).Get<IReadOnlyList<object?>>(0);

    private ContractAccount Account(PrivateKey key) =>
        ContractAccount.Create(_rpc, key, new SendingOptions { PollingInterval = TimeSpan.FromMilliseconds(10) }, TimeProvider.System, NullLoggerFactory.Instance);
}
