using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Support.Contracts;

/// <summary>A chain for contracts, on which every transaction gets a block of its own.</summary>
internal sealed class ContractChain : IAsyncDisposable
{
    /// <summary>Enough for any call, so that no estimate is made and a call that reverts is mined.</summary>
    private const string Gas = "0x1c9c380";

    private readonly RpcClient _rpc;

    private ContractChain(Anvil anvil, IReadOnlyList<Address> accounts)
    {
        Anvil = anvil;
        Accounts = accounts;
        _rpc = new RpcClient(new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = anvil.Url.AbsoluteUri }] }, TimeProvider.System, NullLogger.Instance);
    }

    public Anvil Anvil { get; }

    /// <summary>Ten accounts with ether, for which the chain signs.</summary>
    public IReadOnlyList<Address> Accounts { get; }

    public static async Task<ContractChain> StartAsync()
    {
        var anvil = await Anvil.StartAsync();
        var accounts = (JsonArray)(await anvil.AskAsync("eth_accounts"))!;
        return new ContractChain(anvil, [.. accounts.Select(static account => Address.Parse((string)account!))]);
    }

    /// <summary>Deploys a contract from the first account.</summary>
    public async Task<DeployedContract> DeployAsync(ContractArtifact artifact, params IReadOnlyList<object?> arguments)
    {
        var receipt = await SendAsync(Accounts[0], to: null, artifact.EncodeDeployment(arguments));
        receipt.Succeeded.Should().BeTrue($"{artifact.Name} is deployed");
        return new DeployedContract(this, artifact.Abi, receipt.ContractAddress!.Value) { DeploymentGas = receipt.GasUsed };
    }

    /// <summary>Mines empty blocks.</summary>
    public async Task MineAsync(int blocks)
    {
        if (blocks > 0) await Anvil.AskAsync("anvil_mine", $"0x{blocks:x}");
    }

    /// <summary>Mines empty blocks, so that the next transaction is in the block of this number.</summary>
    public async Task BeforeBlockAsync(long number) => await MineAsync((int)(number - 1 - await Anvil.HeadAsync()));

    /// <summary>Sends a transaction; it is in a block then, whether it succeeded or not.</summary>
    public async Task<TransactionReceipt> SendAsync(Address from, Address? to, byte[] data, long value = 0)
    {
        var transaction = Transaction(from, to, data, value);
        transaction["gas"] = Gas;
        var hash = Hash32.Parse((string)(await Anvil.AskAsync("eth_sendTransaction", transaction))!);
        await Anvil.AskAsync("evm_mine");
        var batch = _rpc.CreateBatch("test");
        var receipt = batch.Receipt(hash);
        await batch.SendAsync(default);
        return receipt.Value ?? throw new InvalidOperationException($"{hash} is in no block.");
    }

    /// <summary>What a call would return in the next block.</summary>
    public async Task<RpcAnswer<System.Text.Json.JsonElement>> CallAsync(Address from, Address to, byte[] data)
    {
        var batch = _rpc.CreateBatch("test");
        var answer = batch.Raw("eth_call", Transaction(from, to, data, value: 0), "pending");
        await batch.SendAsync(default);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        await Anvil.DisposeAsync();
    }

    private static JsonObject Transaction(Address from, Address? to, byte[] data, long value)
    {
        var transaction = new JsonObject { ["from"] = from.ToString(), ["data"] = Hex.Prefixed(data), ["value"] = $"0x{value:x}" };
        if (to is { } contract) transaction["to"] = contract.ToString();
        return transaction;
    }
}
