using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.Anvils;

/// <summary>A data market of the second generation on a local chain, whose owner, epoch manager and sequencer is the test.</summary>
internal sealed class MarketOnAnvil
{
    private readonly Anvil _anvil;
    private readonly ContractAbi _abi;

    private MarketOnAnvil(Anvil anvil, ContractAbi abi, Address protocol, Address market)
    {
        _anvil = anvil;
        _abi = abi;
        Protocol = protocol;
        Market = market;
    }

    public Address Protocol { get; }

    public Address Market { get; }

    public static async Task<MarketOnAnvil> DeployAsync(Anvil anvil)
    {
        var (abi, protocol) = await DeployAsync(anvil, "ProtocolStateV2");
        var (_, factory) = await DeployAsync(anvil, "DataMarketFactory");
        await CallAsync(anvil, protocol, abi.Function("updateDataMarketFactory").EncodeCall([factory]));
        var created = abi.Event("DataMarketCreated");
        var receipt = await CallAsync(anvil, protocol, abi.Function("createDataMarket").EncodeCall([Address.Parse(Anvil.Account), 10, 1, 120_000, false]));
        var log = receipt["logs"]!.AsArray().Single(log => (string)log!["topics"]![0]! == created.Topic.ToString())!;
        var market = created.Decode([.. log["topics"]!.AsArray().Select(static topic => Hash32.Parse((string)topic!))], Hex.Decode((string)log["data"]!)).Get<Address>("dataMarketAddress");
        var deployed = new MarketOnAnvil(anvil, abi, protocol, market);
        await deployed.CallAsync("updateEpochManager", Address.Parse(Anvil.Account));
        await deployed.CallAsync("updateAddresses", 1, new object?[] { Address.Parse(Anvil.Account) }, new object?[] { true });
        await deployed.CallAsync("updateAttestationSubmissionWindow", 3000);
        await deployed.CallAsync("updateBatchSubmissionWindow", 2000);
        await deployed.CallAsync("updateSnapshotSubmissionWindow", 1000);
        return deployed;
    }

    /// <summary>A transaction of the test's account, with the market as first argument.</summary>
    public Task<JsonNode> CallAsync(string function, params object?[] arguments) => CallAsync(_anvil, Protocol, _abi.Function(function).EncodeCall([Market, .. arguments]));

    private static async Task<(ContractAbi Abi, Address Address)> DeployAsync(Anvil anvil, string name)
    {
        var json = Repository.ReadJson(Repository.PathOf("contracts", "artifacts", $"{name}.json"));
        var receipt = await CallAsync(anvil, null, Hex.Decode((string)json["bytecode"]!));
        return (ContractAbi.FromJson(json.ToJsonString()), Address.Parse((string)receipt["contractAddress"]!));
    }

    private static async Task<JsonNode> CallAsync(Anvil anvil, Address? to, byte[] data)
    {
        var request = new JsonObject { ["from"] = Anvil.Account, ["data"] = Hex.Prefixed(data), ["gas"] = "0x1000000" };
        if (to is { } address) request["to"] = address.ToString();
        var hash = (string)(await anvil.AskAsync("eth_sendTransaction", request))!;
        JsonNode? receipt = null;
        while (receipt is null) receipt = await anvil.AskAsync("eth_getTransactionReceipt", hash);
        return (string)receipt["status"]! == "0x1" ? receipt : throw new InvalidOperationException($"A transaction reverted: {receipt.ToJsonString()}");
    }
}
