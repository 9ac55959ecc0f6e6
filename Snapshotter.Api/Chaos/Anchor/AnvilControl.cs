using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>The hands on an anvil: blocks are mined, replaced and taken away when told so.</summary>
/// <param name="url">Where it listens.</param>
/// <param name="owner">An account whose transactions anvil takes without a signature.</param>
internal sealed class AnvilControl(Uri url, Address owner) : IDisposable
{
    private const string Gas = "0x7a1200";

    private readonly RpcClient _rpc = new(
        new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = url.AbsoluteUri, Alias = "anvil" } }, MaxAttempts = 1, Timeout = TimeSpan.FromMinutes(1) },
        TimeProvider.System,
        NullLogger.Instance);

    /// <summary>The client, for asking.</summary>
    public RpcClient Rpc => _rpc;

    /// <summary>Takes mining and the owner's account over.</summary>
    public async Task TakeOverAsync()
    {
        await AskAsync("evm_setAutomine", false);
        await AskAsync("anvil_impersonateAccount", owner.ToString());
    }

    /// <summary>The height of the newest block.</summary>
    public async Task<long> HeadAsync() => NumberOf(await AskAsync("eth_blockNumber"));

    /// <summary>Mines blocks, the first of them with the transactions that wait.</summary>
    public async Task MineAsync(int blocks)
    {
        for (var i = 0; i < blocks; i++) await AskAsync("evm_mine");
    }

    /// <summary>Sends a transaction of the owner.</summary>
    public Task SendAsync(Address contract, byte[] data) => AskAsync("eth_sendTransaction", OwnersCall(contract.ToString(), Hex.Prefixed(data)));

    /// <summary>The blocks of a range with their transactions.</summary>
    public async Task<IReadOnlyList<JsonElement>> BlocksAsync(long first, long last)
    {
        var batch = _rpc.CreateBatch("blocks");
        var blocks = Enumerable.Range(0, (int)(last - first + 1)).Select(i => batch.Raw("eth_getBlockByNumber", FormattableString.Invariant($"0x{first + i:x}"), true)).ToArray();
        await batch.SendAsync(CancellationToken.None);
        return [.. blocks.Select(static block => block.Value)];
    }

    /// <summary>Replaces the newest blocks.</summary>
    public async Task ReorganiseAsync(AnchorReorg reorg)
    {
        if (reorg.Kind == AnchorReorgKind.Shorter)
        {
            await AskAsync("anvil_rollback", reorg.Depth);
            return;
        }

        var head = await HeadAsync();
        var again = new JsonArray();
        if (reorg.Kind != AnchorReorgKind.Emptied)
        {
            var replaced = await BlocksAsync(head - reorg.Depth + 1, head);
            for (var i = 0; i < replaced.Count; i++)
            {
                foreach (var transaction in replaced[i].GetProperty("transactions").EnumerateArray()) again.Add(new JsonArray(await AgainAsync(transaction), reorg.Kind == AnchorReorgKind.Same ? i : 0));
            }
        }

        await AskAsync("anvil_reorg", reorg.Depth, again);
    }

    /// <summary>A number as JSON-RPC writes it.</summary>
    public static long NumberOf(JsonElement hex) => long.Parse(hex.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => _rpc.Dispose();

    // What the owner sent has no signature that anybody else could check, so it is asked for anew.
    private async Task<JsonNode> AgainAsync(JsonElement transaction) => transaction.GetProperty("from").GetString() == owner.ToString()
        ? OwnersCall(transaction.GetProperty("to").GetString()!, transaction.GetProperty("input").GetString()!)
        : JsonValue.Create((await AskAsync("eth_getRawTransactionByHash", transaction.GetProperty("hash").GetString())).GetString())!;

    private JsonObject OwnersCall(string to, string data) => new() { ["from"] = owner.ToString(), ["to"] = to, ["data"] = data, ["gas"] = Gas };

    private async Task<JsonElement> AskAsync(string method, params JsonNode?[] parameters)
    {
        var batch = _rpc.CreateBatch("anvil");
        var answer = batch.Raw(method, parameters);
        await batch.SendAsync(CancellationToken.None);
        return answer.Value;
    }
}
