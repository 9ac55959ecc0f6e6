using System.Text.Json.Nodes;
using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Chain.Receipts;

/// <summary>A reader of receipts over real mainnet blocks, served by an endpoint that lacks eth_getBlockReceipts unless a test says otherwise.</summary>
internal sealed class ReceiptBench : IDisposable
{
    private readonly RecordedChainRpc _chain = new(Chains.Mainnet, FixedHead.AllOf(Chains.Mainnet));

    public ReceiptBench(int workers = 3, int maxAttempts = 5)
    {
        Endpoints.On("a", AnswerAsync);
        var options = Clients.Options("a");
        options.MaxAttempts = maxAttempts;
        Client = Clients.Create(options, Endpoints);
        Reader = new ReceiptReader(Client, new DelegatedWork(workers, TimeSpan.FromSeconds(60)), Time);
    }

    public static Epoch Epoch { get; } = new(1, 17686110, 17686111);

    public static BlockHeader[] Headers { get; } = [RecordedWorld.Mainnet.Header(17686110), RecordedWorld.Mainnet.Header(17686111)];

    /// <summary>All transactions of the epoch: 179 and 144.</summary>
    public static Hash32[] Transactions { get; } = [.. Headers.SelectMany(static header => header.Transactions)];

    public FakeTime Time { get; } = new();

    public ScriptedEndpoints Endpoints { get; } = new();

    public RpcClient Client { get; }

    public ReceiptReader Reader { get; }

    public bool HasBlockReceipts { get; set; }

    /// <summary>May change the answer to a call.</summary>
    public Func<JsonNode, JsonObject, JsonObject> Falsify { get; set; } = static (_, answer) => answer;

    /// <summary>May hold an answer back.</summary>
    public Func<JsonNode, CancellationToken, Task> Hold { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>The number of calls of each request so far, with the method of the first.</summary>
    public IEnumerable<string> Requests => Endpoints.Requests.Select(static request =>
        $"{(string)(request.Body is JsonArray calls ? calls[0]! : request.Body)["method"]!} x{ScriptedEndpoints.Count(request.Body)}");

    /// <summary>Reads the receipts of both blocks as an epoch's request does.</summary>
    public async Task<TransactionReceipt[]> ReadAsync(CancellationToken cancellationToken = default)
    {
        var batch = Client.CreateBatch("test");
        var requests = Reader.AddTo(batch, [Epoch.Begin, Epoch.End]);
        await batch.SendAsync(cancellationToken);
        return [.. (await Reader.TakeAsync(Epoch, Headers, requests, cancellationToken)).SelectMany(static block => block.Receipts)];
    }

    public void Dispose()
    {
        Client.Dispose();
        Endpoints.Dispose();
    }

    private async Task<HttpResponseMessage> AnswerAsync(JsonNode body, CancellationToken cancellationToken)
    {
        await Hold(body, cancellationToken);
        return ScriptedEndpoints.Json(ScriptedEndpoints.AnswerAll(body, call =>
        {
            if ((string)call["method"]! == "eth_getBlockReceipts" && !HasBlockReceipts) return ScriptedEndpoints.Error(-32601, "the method eth_getBlockReceipts does not exist/is not available");
            return Falsify(call, Chains.Ask(_chain, call).AsObject());
        }));
    }
}
