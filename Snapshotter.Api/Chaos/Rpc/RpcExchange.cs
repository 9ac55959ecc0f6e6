using System.Buffers;
using System.Text.Json.Nodes;

namespace Snapshotter.Api.Chaos.Rpc;

/// <summary>One request to a disturbed endpoint, and the ways to answer it. Nothing is done that was asked for before an answer is asked for here.</summary>
/// <param name="http">The HTTP request.</param>
/// <param name="request">Its body.</param>
/// <param name="answer">The honest answer as of so many blocks ago.</param>
internal sealed class RpcExchange(HttpContext http, ReadOnlyMemory<byte> request, Func<int, Task<ReadOnlyMemory<byte>>> answer)
{
    /// <summary>The HTTP request.</summary>
    public HttpContext Http => http;

    /// <summary>The calls of the request by their ids.</summary>
    public IReadOnlyDictionary<string, JsonNode> Calls => Items(JsonNode.Parse(request.Span)).ToDictionary(static call => call["id"]!.ToJsonString(), StringComparer.Ordinal);

    /// <summary>The objects of a batch, or the one object.</summary>
    public static IReadOnlyList<JsonNode> Items(JsonNode? json) => json is JsonArray array ? [.. array.Select(static item => item!)] : [json!];

    /// <summary>The answer of an honest endpoint.</summary>
    public Task<ReadOnlyMemory<byte>> HonestAsync() => answer(0);

    /// <summary>The answer of an honest endpoint that is so many blocks behind.</summary>
    public Task<ReadOnlyMemory<byte>> StaleAsync(int blocks) => answer(blocks);

    /// <summary>The honest answer, to be changed.</summary>
    public async Task<JsonNode> HonestJsonAsync() => JsonNode.Parse((await HonestAsync()).Span)!;

    /// <summary>Sends a body with status 200.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = "application/json";
        http.Response.BodyWriter.Write(body.Span);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Sends JSON with status 200.</summary>
    public Task SendAsync(JsonNode json) => SendAsync(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
}
