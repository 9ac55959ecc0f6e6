using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>An HTTP server in a relayer's place that answers as the test says.</summary>
internal sealed class ScriptedRelayer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedRelayer(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/submitSnapshot";

    /// <summary>Every body that came in.</summary>
    public ConcurrentQueue<JsonNode> Bodies { get; } = new();

    public static async Task<ScriptedRelayer> StartAsync(Func<JsonNode, int, Task<int>> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var relayer = new ScriptedRelayer(app);
        app.Run(async context =>
        {
            var body = (await JsonNode.ParseAsync(context.Request.Body))!;
            relayer.Bodies.Enqueue(body);
            context.Response.StatusCode = await answer(body, relayer.Bodies.Count(other => (string)other["projectId"]! == (string)body["projectId"]!));
        });
        await app.StartAsync();
        return relayer;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
