using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Chain;

/// <summary>The chain layer over the golden chain, served by endpoints "a" and "b" whose answers a test may falsify.</summary>
internal sealed class ChainBench : IAsyncDisposable
{
    public const int HeadOffset = 0;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStateStore _facts;
    private readonly RecordedChainRpc _chain = new(RecordedWorld.Golden.Chain, FixedHead.AllOf(RecordedWorld.Golden.Chain));
    private readonly ScriptedEndpoints _endpoints = new();
    private readonly SourceChainOptions _options;

    private readonly SharedEpochs? _shared;

    public ChainBench(SourceChainOptions? options = null, params string[] endpoints) : this(options, null, endpoints)
    {
    }

    public ChainBench(SourceChainOptions? options, SharedEpochs? shared, params string[] endpoints)
    {
        _shared = shared;
        _options = options ?? new SourceChainOptions();
        string[] names = endpoints.Length == 0 ? ["a"] : endpoints;
        foreach (var name in names) _endpoints.On(name, body => Answer(name, body));
        Client = Clients.Create(Clients.Options(names), _endpoints);
        _facts = SqliteStateStore.Open(_folder.Root);
        Reader = NewReader();
    }

    public static Address UsdcWeth { get; } = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc");

    public static Address DaiWeth { get; } = Address.Parse("0xa478c2975ab1ea89e8196811f51a7b7ade33eb11");

    /// <summary>Created in the middle of epoch 6.</summary>
    public static Address UniDai { get; } = Address.Parse("0xf00e80f0de9aea0b33aa229a4014572777e422ee");

    public RpcClient Client { get; }

    public SourceChainReader Reader { get; private set; }

    /// <summary>The calls of every HTTP request so far.</summary>
    public IReadOnlyList<JsonArray> Requests => [.. _endpoints.Requests.Select(static request => request.Body as JsonArray ?? new JsonArray(request.Body.DeepClone()))];

    /// <summary>May change what an endpoint answers to a call: endpoint, call, answer.</summary>
    public Func<string, JsonNode, JsonObject, JsonObject> Falsify { get; set; } = static (_, _, answer) => answer;

    /// <summary>The status an endpoint answers requests with.</summary>
    public Func<string, HttpStatusCode> Status { get; set; } = static _ => HttpStatusCode.OK;

    public static Epoch EpochOf(long id) => new(id, 501 + (10 * (id - 1)), 510 + (10 * (id - 1)));

    /// <summary>The number of requests that an action made.</summary>
    public async Task<int> CountAsync(Func<Task> action)
    {
        var before = _endpoints.Requests.Count;
        await action();
        return _endpoints.Requests.Count - before;
    }

    /// <summary>Reads an epoch as the follower does.</summary>
    public async Task<EpochChain> ReadAsync(long id) =>
        await Reader.TryReadAsync(EpochOf(id), HeadOffset, CancellationToken.None) ?? throw new InvalidOperationException("The head is not far enough.");

    /// <summary>A reader that remembers nothing but the facts.</summary>
    public SourceChainReader NewReader() => Reader = new SourceChainReader(Client, _facts, _options, DelegatedWork.Default, TimeProvider.System, _shared);

    /// <summary>The reserves of a pair at every block, each as text; <c>none</c> where the pair does not exist.</summary>
    public static async Task<string[]> ReservesAsync(EpochChain chain, Address pair)
    {
        var values = await chain.RunAsync(() => Task.WhenAll(Enumerable.Range(0, chain.Epoch.Size).Select(i =>
            chain.ViewAsync(PairContract.Reserves, pair, chain.Epoch.Begin + i, CancellationToken.None).AsTask())));
        return Array.ConvertAll(values, static value => value?.ToString() ?? "none");
    }

    /// <summary>The reserves as calls at every block give them.</summary>
    public static async Task<string[]> CalledReservesAsync(long id, Address pair)
    {
        await using var calls = new ChainBench(new SourceChainOptions { DeriveFromLogs = false });
        return await ReservesAsync(await calls.ReadAsync(id), pair);
    }

    /// <summary>Why an epoch cannot be read.</summary>
    public async Task<string> RefusalAsync(long id)
    {
        var reading = () => ReadAsync(id);
        return (await reading.Should().ThrowAsync<SourceChainException>()).Which.Message;
    }

    /// <summary>Reads an epoch from endpoints that falsify nothing any more.</summary>
    public async Task ExpectRightAsync(long id)
    {
        Falsify = static (_, _, answer) => answer;
        (await ReservesAsync(await ReadAsync(id), UsdcWeth)).Should().Equal(await CalledReservesAsync(id, UsdcWeth));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _facts.DisposeAsync();
        _folder.Dispose();
    }

    private HttpResponseMessage Answer(string endpoint, JsonNode body)
    {
        if (Status(endpoint) is var status && status != HttpStatusCode.OK) return ScriptedEndpoints.Text("", status);
        var output = new ArrayBufferWriter<byte>();
        _chain.Answer(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), output);
        var answers = JsonNode.Parse(output.WrittenSpan)!;
        if (answers is not JsonArray array) return ScriptedEndpoints.Json(Falsify(endpoint, body, answers.AsObject()));
        var calls = body.AsArray();
        return ScriptedEndpoints.Json(new JsonArray([.. array.Select((answer, i) => Falsify(endpoint, calls[i]!, answer!.DeepClone().AsObject()))]));
    }
}
