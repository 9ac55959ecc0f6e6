using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

/// <summary>Endpoints that answer by script: the host of the URL names the endpoint.</summary>
internal sealed class ScriptedEndpoints : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Func<JsonNode, CancellationToken, Task<HttpResponseMessage>>> _scripts = [];
    private readonly List<(string Endpoint, JsonNode Body)> _requests = [];

    /// <summary>Every request so far: the endpoint, and the body.</summary>
    public IReadOnlyList<(string Endpoint, JsonNode Body)> Requests
    {
        get
        {
            lock (_lock) return [.. _requests];
        }
    }

    public ScriptedEndpoints On(string endpoint, Func<JsonNode, CancellationToken, Task<HttpResponseMessage>> script)
    {
        _scripts[endpoint] = script;
        return this;
    }

    public ScriptedEndpoints On(string endpoint, Func<JsonNode, HttpResponseMessage> script) => On(endpoint, (body, _) => Task.FromResult(script(body)));

    /// <summary>Answers call by call, in an array exactly when asked in one.</summary>
    public ScriptedEndpoints OnCalls(string endpoint, Func<JsonNode, JsonObject> answer) => On(endpoint, body => Json(AnswerAll(body, answer)));

    public static JsonNode AnswerAll(JsonNode body, Func<JsonNode, JsonObject> answer) =>
        body is JsonArray calls ? new JsonArray([.. calls.Select(call => WithId(answer(call!), call!))]) : WithId(answer(body), body);

    public static JsonObject Result(JsonNode? result) => new() { ["result"] = result };

    public static JsonObject Error(int code, string message) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };

    public static HttpResponseMessage Json(JsonNode? body) => Text(body?.ToJsonString() ?? "null");

    public static HttpResponseMessage Text(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static int Count(JsonNode body) => body is JsonArray array ? array.Count : 1;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = request.RequestUri!.Host;
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        lock (_lock) _requests.Add((endpoint, body));
        return await _scripts[endpoint](body, cancellationToken);
    }

    private static JsonObject WithId(JsonObject answer, JsonNode call)
    {
        answer["jsonrpc"] = "2.0";
        answer["id"] = call["id"]!.DeepClone();
        return answer;
    }
}
