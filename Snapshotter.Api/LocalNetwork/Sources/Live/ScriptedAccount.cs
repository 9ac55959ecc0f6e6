using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>An account of a local chain that needs no key. What it is asked for goes into one block together, in that order, so that every run gives the same blocks.</summary>
internal sealed class ScriptedAccount
{
    private const string Gas = "0x5b8d80";
    private const string GasPrice = "0x174876e800";
    private const string Balance = "0x33b2e3c9fd0803ce8000000000";

    private readonly RpcClient _rpc;
    private readonly List<JsonObject> _waiting = [];
    private ulong _nonce;

    private ScriptedAccount(RpcClient rpc, Address address)
    {
        _rpc = rpc;
        Address = address;
    }

    public Address Address { get; }

    /// <summary>Gives the account more ether than it will need.</summary>
    public static async Task<ScriptedAccount> CreateAsync(RpcClient rpc, Address address, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("script");
        batch.Raw("anvil_impersonateAccount", address.ToString());
        batch.Raw("anvil_setBalance", address.ToString(), Balance);
        await batch.SendAsync(cancellationToken);
        return new ScriptedAccount(rpc, address);
    }

    /// <summary>Creates a contract in the next block.</summary>
    /// <returns>Where it will be.</returns>
    public Address Deploy(byte[] code)
    {
        var created = ContractAddress.Create(Address, _nonce);
        Add(null, code, BigInteger.Zero);
        return created;
    }

    /// <summary>Calls a contract in the next block.</summary>
    public void Call(Address to, byte[] data, BigInteger value = default) => Add(to, data, value);

    /// <summary>Mines a block with all that was asked for.</summary>
    /// <exception cref="RpcException">The chain does not answer.</exception>
    /// <exception cref="InvalidOperationException">A transaction failed.</exception>
    public async Task MineAsync(CancellationToken cancellationToken)
    {
        var sending = _rpc.CreateBatch("script");
        var hashes = _waiting.ConvertAll(transaction => sending.Raw("eth_sendTransaction", transaction));
        await sending.SendAsync(cancellationToken);
        foreach (var hash in hashes) _ = hash.Value;
        var mining = _rpc.CreateBatch("script");
        var mined = mining.Raw("evm_mine");
        await mining.SendAsync(cancellationToken);
        _ = mined.Value;

        var checking = _rpc.CreateBatch("script");
        var receipts = checking.BlockReceipts(BlockTag.Latest);
        await checking.SendAsync(cancellationToken);
        var done = receipts.Value?.Count(static receipt => receipt.Succeeded == true) ?? 0;
        if (done != _waiting.Count) throw new InvalidOperationException($"Only {done} of {_waiting.Count} transactions of the source chain's traffic succeeded.");
        _waiting.Clear();
    }

    private void Add(Address? to, byte[] data, BigInteger value)
    {
        var transaction = new JsonObject
        {
            ["from"] = Address.ToString(),
            ["nonce"] = "0x" + _nonce++.ToString("x", CultureInfo.InvariantCulture),
            ["gas"] = Gas,
            ["gasPrice"] = GasPrice,
            ["data"] = Hex.Prefixed(data),
            ["value"] = value.IsZero ? "0x0" : "0x" + value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0'),
        };
        if (to is { } address) transaction["to"] = address.ToString();
        _waiting.Add(transaction);
    }
}
