using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>The anchor chain as it was when the original was recorded: it knows one contract, whose views answer what <c>state.json</c> says.</summary>
internal sealed class AnchorStub : IAsyncDisposable
{
    public static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");

    private readonly WebApplication _app;

    private AnchorStub(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<AnchorStub> StartAsync(bool isDown)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var views = new Views();
        app.Run(async context =>
        {
            if (isDown)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            }

            var calls = (await JsonNode.ParseAsync(context.Request.Body))!;
            var answers = new JsonArray([.. calls.AsArray().Select(call => (JsonNode)new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = call!["id"]!.DeepClone(),
                ["result"] = Hex.Prefixed(views.Answer(Hex.Decode((string)call["params"]![0]!["data"]!))),
            })]);
            await context.Response.WriteAsync(answers.ToJsonString());
        });
        await app.StartAsync();
        return new AnchorStub(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private sealed class Views
    {
        private readonly ContractAbi _abi = ContractAbi.FromJson(Repository.ReadJson(Repository.PathOf("contracts", "artifacts", "ProtocolStateV1.json")).ToJsonString());
        private readonly JsonObject _state = Repository.ReadJson(Repository.Golden("api", "state.json")).AsObject();

        public byte[] Answer(byte[] data)
        {
            var view = _abi.FindFunction(data) ?? throw new InvalidOperationException("The stub has no such view.");
            var arguments = view.DecodeCall(data);
            return view.EncodeResult(view.Name switch
            {
                "epochInfo" => InfoOf(arguments[0]!.ToString()!),
                "projectFirstEpochId" => [EpochsOf(arguments.Get<string>(0)).DefaultIfEmpty(0).Min()],
                "lastFinalizedSnapshot" => [EpochsOf(arguments.Get<string>(0)).DefaultIfEmpty(0).Max()],
                "snapshotStatus" => [CidOf(arguments) is not null, CidOf(arguments) is null ? 0 : 1],
                "maxSnapshotsCid" => [CidOf(arguments) ?? ""],
                var other => throw new InvalidOperationException($"The stub does not answer {other}."),
            });
        }

        private object?[] InfoOf(string epoch) =>
            _state["anchor"]!["epochInfo"]![epoch] is JsonArray info ? [(long)info[0]!, (long)info[1]!, (long)info[2]!] : [0L, 0L, 0L];

        private IEnumerable<long> EpochsOf(string project) =>
            _state["foreignFinalized"]![project]?.AsObject().Select(static epoch => long.Parse(epoch.Key, System.Globalization.CultureInfo.InvariantCulture)) ?? [];

        private string? CidOf(AbiValues arguments) => (string?)_state["foreignFinalized"]![arguments.Get<string>(0)]?[arguments[1]!.ToString()!];
    }
}
