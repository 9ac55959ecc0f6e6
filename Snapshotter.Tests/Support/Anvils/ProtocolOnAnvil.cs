using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Snapshotter.Core.Submission.Direct;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.Anvils;

/// <summary>The contract of the first generation on a local chain, with its owner's powers in a test's hands.</summary>
internal sealed class ProtocolOnAnvil
{
    public const int EpochSize = 10;

    private readonly ContractAbi _abi;

    private ProtocolOnAnvil(Anvil anvil, ContractAbi abi, Address address)
    {
        Anvil = anvil;
        _abi = abi;
        Address = address;
    }

    public Anvil Anvil { get; }

    public Address Address { get; }

    /// <summary>Puts the contract there, with the snapshotters allowed and a window in blocks.</summary>
    public static async Task<ProtocolOnAnvil> DeployAsync(Anvil anvil, int window, int minSubmissions, params PrivateKey[] snapshotters)
    {
        var json = Repository.ReadJson(Repository.PathOf("contracts", "artifacts", "ProtocolStateV1.json"));
        var abi = ContractAbi.FromJson(json.ToJsonString());
        var code = abi.Constructor!.EncodeDeployment(Hex.Decode((string)json["bytecode"]!), [EpochSize, 1, 120_000, false]);
        var receipt = await SendAsync(anvil, null, code);
        var protocol = new ProtocolOnAnvil(anvil, abi, Address.Parse((string)receipt["contractAddress"]!));
        await protocol.CallAsync("updateSnapshotSubmissionWindow", window);
        await protocol.CallAsync("updateMinSnapshottersForConsensus", minSubmissions);
        await protocol.AllowAsync(snapshotters);
        return protocol;
    }

    public Task<JsonNode> AllowAsync(params PrivateKey[] snapshotters) => CallAsync(
        "updateAllSnapshotters", snapshotters.Select(static key => (object?)key.Address).ToArray(), snapshotters.Select(static _ => (object?)true).ToArray());

    /// <summary>Releases the next epoch; epoch 1 begins at 501, as in the recorded chain.</summary>
    public Task<JsonNode> ReleaseAsync(long epochId) => CallAsync("releaseEpoch", 501 + ((epochId - 1) * EpochSize), 500 + (epochId * EpochSize));

    /// <summary>Submits for another snapshotter.</summary>
    public Task<JsonNode> SubmitAsync(PrivateKey snapshotter, long epochId, string projectId, string cid, long deadline = 1_000_000)
    {
        var request = new SubmissionRequest(0, deadline, cid, epochId, projectId);
        var digest = SubmissionTypes.Digest(SubmissionForm.V1, SubmissionTypes.DomainSeparator(1, Address), request);
        return SendAsync(Anvil, Address, SubmitSnapshotCall.Encode(SubmissionForm.V1, request, snapshotter.Sign(digest).ToBytes()));
    }

    /// <summary>A transaction of the owner.</summary>
    public Task<JsonNode> CallAsync(string function, params object?[] arguments) => SendAsync(Anvil, Address, _abi.Function(function).EncodeCall(arguments));

    /// <summary>A transaction of the owner, to be mined in a block that replaces others.</summary>
    public JsonObject Transaction(string function, params object?[] arguments) => Request(Address, _abi.Function(function).EncodeCall(arguments));

    /// <summary>What a view says.</summary>
    public async Task<AbiValues> AskAsync(string function, params object?[] arguments)
    {
        var view = _abi.Function(function);
        var call = new JsonObject { ["to"] = Address.ToString(), ["data"] = Hex.Prefixed(view.EncodeCall(arguments)) };
        return view.DecodeResult(Hex.Decode((string)(await Anvil.AskAsync("eth_call", call, "latest"))!));
    }

    /// <summary>How many submissions of an account the contract received, by its events.</summary>
    public async Task<int> SubmissionsOfAsync(Address snapshotter)
    {
        var submitted = _abi.Event("SnapshotSubmitted");
        var filter = new JsonObject { ["fromBlock"] = "0x0", ["toBlock"] = "latest", ["address"] = Address.ToString(), ["topics"] = new JsonArray(submitted.Topic.ToString()) };
        var logs = (await Anvil.AskAsync("eth_getLogs", filter))!.AsArray();
        return logs.Count(log => submitted.Decode(
            [.. log!["topics"]!.AsArray().Select(static topic => Hash32.Parse((string)topic!))], Hex.Decode((string)log["data"]!)).Get<Address>("snapshotterAddr") == snapshotter);
    }

    private static JsonObject Request(Address? to, byte[] data)
    {
        var request = new JsonObject { ["from"] = Anvil.Account, ["data"] = Hex.Prefixed(data), ["gas"] = "0x" + new BigInteger(8_000_000).ToString("x", CultureInfo.InvariantCulture) };
        if (to is { } address) request["to"] = address.ToString();
        return request;
    }

    private static async Task<JsonNode> SendAsync(Anvil anvil, Address? to, byte[] data)
    {
        var hash = (string)(await anvil.AskAsync("eth_sendTransaction", Request(to, data)))!;
        var receipt = await anvil.AskAsync("eth_getTransactionReceipt", hash);
        if (receipt is null && !(bool)(await anvil.AskAsync("anvil_getAutomine"))!) await anvil.AskAsync("evm_mine");
        while (receipt is null) receipt = await anvil.AskAsync("eth_getTransactionReceipt", hash);

        if ((string)receipt!["status"]! == "0x1") return receipt;
        // The call made again throws with the contract's reason.
        await anvil.AskAsync("eth_call", Request(to, data), receipt["blockNumber"]!.DeepClone());
        throw new InvalidOperationException($"A transaction of the owner reverted: {receipt.ToJsonString()}");
    }
}
