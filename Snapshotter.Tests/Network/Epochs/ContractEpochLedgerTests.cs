using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions.Sending;
using Snapshotter.Network.Contracts;
using Snapshotter.Network.Epochs;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Network.Epochs;

/// <summary>The ledger on contracts of both generations, with crashes and reorganisations of the anchor chain.</summary>
public sealed class ContractEpochLedgerTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly SourceChainOptions Source = new(ChainId: 1, EpochSize: 10, TimeSpan.FromSeconds(12));

    private Anvil _anvil = null!;
    private PrivateKey _key = null!;
    private RpcClient _rpc = null!;

    public async Task InitializeAsync()
    {
        _anvil = await Anvil.StartAsync();
        await _anvil.AskAsync("evm_setAutomine", true);
        _key = await _anvil.FundedKeyAsync();
        _rpc = new RpcClient(new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = _anvil.Url.AbsoluteUri }] }, TimeProvider.System, NullLogger.Instance);
    }

    public async Task DisposeAsync() => await _anvil.DisposeAsync();

    public void Dispose()
    {
        _rpc.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_contract_of_either_generation_keeps_the_epochs(int generation)
    {
        var (account, contract) = await DeployAsync(generation, Source);
        var ledger = Ledger(account, contract);
        (await ledger.CurrentAsync(default)).Should().BeNull();

        (await ledger.ReleaseAsync(501, 510, default)).Should().Be(new Epoch(1, 501, 510));
        (await ledger.ReleaseAsync(511, 520, default)).Should().Be(new Epoch(2, 511, 520));

        (await ledger.CurrentAsync(default)).Should().Be(new Epoch(2, 511, 520));
        var twice = () => ledger.ReleaseAsync(511, 520, default);
        (await twice.Should().ThrowAsync<ContractCallException>()).Which.Message.Should().Contain("E22");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Where_the_block_number_is_the_id_the_contract_says_so(int generation)
    {
        var (account, contract) = await DeployAsync(generation, Source with { EpochSize = 1, UsesBlockNumberAsEpochId = true });

        (await Ledger(account, contract).ReleaseAsync(700, 700, default)).Should().Be(new Epoch(700, 700, 700));
    }

    [Fact]
    public async Task What_a_crashed_process_sent_is_waited_for()
    {
        var (account, contract) = await DeployAsync(generation: 1, Source);
        await _anvil.AskAsync("evm_setAutomine", false);
        using var crash = new CancellationTokenSource();
        var lost = Ledger(account, contract).ReleaseAsync(501, 510, crash.Token);
        while (!await account.HasUnfinishedAsync(default)) await Task.Yield();
        await crash.CancelAsync();
        await FluentActions.Awaiting(() => lost).Should().ThrowAsync<OperationCanceledException>();

        var restarted = Account();
        var current = Ledger(restarted, new ProtocolStateV1(restarted, contract.Address)).CurrentAsync(default);
        (await restarted.HasUnfinishedAsync(default)).Should().BeTrue();
        current.IsCompleted.Should().BeFalse("the release may still get into a block");
        await _anvil.MineAsync();

        (await current).Should().Be(new Epoch(1, 501, 510));
    }

    [Fact]
    public async Task A_release_that_a_reorganisation_undid_is_made_again()
    {
        var (account, contract) = await DeployAsync(generation: 1, Source);
        var ledger = Ledger(account, contract);
        await ledger.ReleaseAsync(501, 510, default);
        await ledger.ReleaseAsync(511, 520, default);

        await _anvil.ReorganiseAsync(1);
        // The chain drops the transaction with its block, as a node may.
        await _anvil.AskAsync("anvil_dropAllTransactions");

        (await ledger.CurrentAsync(default)).Should().Be(new Epoch(1, 501, 510));
        (await ledger.ReleaseAsync(511, 520, default)).Should().Be(new Epoch(2, 511, 520));
    }

    private async Task<(ContractAccount Account, IEpochContract Contract)> DeployAsync(int generation, SourceChainOptions source)
    {
        var account = Account();
        if (generation == 1) return (account, await ProtocolStateV1.DeployAsync(account, source, default));
        var market = await (await ProtocolStateV2.DeployAsync(account, maxSlots: 10, default)).CreateMarketAsync(source, default);
        await market.UpdateEpochManagerAsync(account.Address, default);
        return (account, market);
    }

    private ContractAccount Account() => ContractAccount.Create(_rpc, _key, new SendingOptions { PollingInterval = Interval }, TimeProvider.System, NullLoggerFactory.Instance);

    private static ContractEpochLedger Ledger(ContractAccount account, IEpochContract contract) => new(account, contract, Interval, TimeProvider.System);
}
