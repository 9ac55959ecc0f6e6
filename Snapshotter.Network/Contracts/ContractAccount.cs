using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Network.Contracts;

/// <summary>An account that deploys contracts, calls them, and waits until each transaction is in a block.</summary>
/// <remarks>Safe for use by many threads. The account must be used by nobody else at the same time.</remarks>
public sealed class ContractAccount(RpcClient rpc, TransactionSender sender, TransactionFollower follower, PrivateKey key)
{
    /// <summary>The account.</summary>
    public Address Address => key.Address;

    /// <summary>An account with a sender of its own.</summary>
    /// <param name="rpc">The chain.</param>
    /// <param name="key">Whose account it is; not disposed while the account is used.</param>
    /// <param name="options">How transactions are priced and followed.</param>
    /// <param name="time">The clock of polling.</param>
    /// <param name="loggers">Told of transactions that have to be replaced.</param>
    public static ContractAccount Create(RpcClient rpc, PrivateKey key, SendingOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var sender = new TransactionSender(rpc, options, time, loggers.CreateLogger<TransactionSender>());
        return new ContractAccount(rpc, sender, new TransactionFollower(rpc, sender, options, time, loggers.CreateLogger<TransactionFollower>()), key);
    }

    /// <summary>Deploys a contract.</summary>
    /// <param name="artifact">The contract.</param>
    /// <param name="arguments">The constructor's arguments.</param>
    /// <param name="cancellationToken">Cancels the waiting; what was sent by then stays sent.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="ContractCallException">It is not there.</exception>
    /// <exception cref="RpcException">The chain does not answer; nothing was sent.</exception>
    public async Task<Address> DeployAsync(ContractArtifact artifact, IReadOnlyList<object?> arguments, CancellationToken cancellationToken)
    {
        var receipt = await SendAsync($"The deployment of {artifact.Name}", to: null, artifact.EncodeDeployment(arguments), cancellationToken);
        return receipt.ContractAddress ?? throw new InvalidOperationException($"The receipt {receipt.TransactionHash} of the deployment of {artifact.Name} names no contract: ask another endpoint.");
    }

    /// <summary>Calls a function in a transaction.</summary>
    /// <returns>The receipt of the transaction, which succeeded.</returns>
    /// <exception cref="ContractCallException">It failed.</exception>
    /// <exception cref="RpcException">The chain does not answer; nothing was sent.</exception>
    public Task<TransactionReceipt> SendAsync(Address contract, AbiFunction function, IReadOnlyList<object?> arguments, CancellationToken cancellationToken) =>
        SendAsync(function.Name, contract, function.EncodeCall(arguments), cancellationToken);

    /// <summary>Asks a view, as of the latest block.</summary>
    /// <exception cref="RpcException">The chain does not answer, or the view reverts.</exception>
    /// <exception cref="AbiException">No contract with this view is there.</exception>
    public async Task<AbiValues> ReadAsync(Address contract, AbiFunction view, IReadOnlyList<object?> arguments, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("views");
        var answer = batch.Call(contract, view.EncodeCall(arguments), BlockTag.Latest);
        await batch.SendAsync(cancellationToken);
        return view.DecodeResult(answer.Value);
    }

    /// <summary>Whether a transaction of the account waits to get into a block, whoever sent it.</summary>
    /// <exception cref="RpcException">The chain does not answer.</exception>
    public async Task<bool> HasUnfinishedAsync(CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("nonces");
        var mined = batch.Raw("eth_getTransactionCount", Address.ToString(), "latest");
        var known = batch.Raw("eth_getTransactionCount", Address.ToString(), "pending");
        await batch.SendAsync(cancellationToken);
        return mined.Value.GetString() != known.Value.GetString();
    }

    private async Task<TransactionReceipt> SendAsync(string call, Address? to, byte[] data, CancellationToken cancellationToken)
    {
        var sent = await sender.SendAsync([new TransactionRequest(key, to, data)], cancellationToken: cancellationToken);
        await follower.FollowAsync(sent, cancellationToken);
        var outcome = sent[0].Outcome!;
        return outcome is { Fate: TransactionFate.Mined, Receipt: { } receipt } ? receipt : throw new ContractCallException(call, Address, outcome);
    }
}
