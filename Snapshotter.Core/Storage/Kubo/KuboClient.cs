using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>The part of Kubo's RPC (<c>/api/v0</c>) that a node needs. Every call is a POST; other IPFS nodes that speak it serve as well.</summary>
/// <param name="http">Has the address of the node as its base address, credentials if any, and no timeout of its own.</param>
/// <param name="timeout">How long one call may take.</param>
/// <param name="traces">Where calls are traced.</param>
/// <param name="time">The clock of timeouts.</param>
public sealed class KuboClient(HttpClient http, TimeSpan timeout, NodeTraces traces, TimeProvider time)
{
    private const int MaxAnswerBytes = 64 * 1024;
    private const int MaxReasonLength = 200;

    /// <summary>The version the node gives itself.</summary>
    /// <exception cref="KuboException">The call failed.</exception>
    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        TextOf(await AskAsync("version", null, cancellationToken), "version", "Version");

    /// <summary>Adds and pins content, and returns the CID that the node gave it.</summary>
    /// <exception cref="KuboException">The call failed.</exception>
    public async Task<Cid> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Some IPFS nodes refuse a part without a type.
        using var part = new ReadOnlyMemoryContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var form = new MultipartFormDataContent { { part, "file", "content" } };
        var answer = await AskAsync("add?cid-version=1&pin=true", form, cancellationToken);
        var text = TextOf(LastLine(answer), "add", "Hash");
        return Cid.TryParse(text, out var cid) ? cid : throw new KuboException("The IPFS node answered 'add' with a text that is no CID.");
    }

    /// <summary>The content named by a CID, at most <paramref name="maxBytes"/>; not verified.</summary>
    /// <exception cref="KuboException">The call failed, or there is more.</exception>
    public Task<byte[]> CatAsync(Cid cid, int maxBytes, CancellationToken cancellationToken) => AskAsync($"cat?arg={cid}", null, cancellationToken, maxBytes);

    /// <summary>A single block, at most <paramref name="maxBytes"/>; not verified.</summary>
    /// <exception cref="KuboException">The call failed, or there is more.</exception>
    public Task<byte[]> BlockAsync(Cid cid, int maxBytes, CancellationToken cancellationToken) => AskAsync($"block/get?arg={cid}", null, cancellationToken, maxBytes);

    /// <summary>Asks a pinning service that the node knows to pin a CID.</summary>
    /// <param name="cid">What to pin.</param>
    /// <param name="service">The name of the service at the node.</param>
    /// <param name="background">Whether to return before the service has it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KuboException">The call failed.</exception>
    public Task PinRemotelyAsync(Cid cid, string service, bool background, CancellationToken cancellationToken) =>
        AskAsync($"pin/remote/add?arg={cid}&service={Uri.EscapeDataString(service)}&background={(background ? "true" : "false")}", null, cancellationToken);

    private async Task<byte[]> AskAsync(string call, HttpContent? body, CancellationToken cancellationToken, int maxBytes = MaxAnswerBytes)
    {
        var name = call.Split('?')[0];
        var span = traces.Outside("ipfs", name);
        try
        {
            var answer = await ExchangeAsync(name, call, body, maxBytes, cancellationToken);
            span.End();
            return answer;
        }
        catch (KuboException exception)
        {
            span.End(exception.Message);
            throw;
        }
    }

    private async Task<byte[]> ExchangeAsync(string name, string call, HttpContent? body, int maxBytes, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v0/{call}") { Content = body };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var answer = await ReadAsync(response, name, maxBytes, either.Token);
            return response.IsSuccessStatusCode ? answer : throw Refused(name, (int)response.StatusCode, answer);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KuboException($"The IPFS node did not answer '{name}' within {timeout}.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The exception's own message may hold the address, and with it a key.
            throw new KuboException($"The IPFS node could not be reached for '{name}': check that it runs and that Ipfs:Url is its RPC address.");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, string name, int maxBytes, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > maxBytes) throw TooLarge(name, maxBytes);
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (memory.Length + read > maxBytes) throw TooLarge(name, maxBytes);
            memory.Write(buffer, 0, read);
        }

        // A stream that breaks off after its headers ends like one that is complete; the node says so in a trailer.
        if (response.TrailingHeaders.TryGetValues("X-Stream-Error", out var error)) throw new KuboException($"The IPFS node broke off '{name}': {Short(error.First())}");
        return memory.ToArray();
    }

    private static KuboException Refused(string name, int status, byte[] answer) => new($"The IPFS node refused '{name}' with status {status}: {ReasonIn(answer)}");

    private static string ReasonIn(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Message", out var message)) return Short(message.ToString());
        }
        catch (JsonException)
        {
            // Another program than an IPFS node answers in its own words.
        }

        return answer.Length == 0 ? "it gave no reason." : Short(Encoding.UTF8.GetString(answer));
    }

    private static string Short(string text) => text.Length <= MaxReasonLength ? text : $"{text[..MaxReasonLength]}...";

    private static ReadOnlyMemory<byte> LastLine(byte[] answer)
    {
        var end = answer.AsSpan().TrimEnd("\r\n"u8).Length;
        var start = answer.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
        return answer.AsMemory(start, end - start);
    }

    private static string TextOf(ReadOnlyMemory<byte> answer, string name, string property)
    {
        using var json = Json(answer, name);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(property, out var value) && value.GetString() is { } text
            ? text
            : throw Unexpected(name);
    }

    private static JsonDocument Json(ReadOnlyMemory<byte> answer, string name)
    {
        try
        {
            return JsonDocument.Parse(answer);
        }
        catch (JsonException exception)
        {
            throw new KuboException($"The IPFS node answered '{name}' with something that is no JSON.", exception);
        }
    }

    private static KuboException Unexpected(string name) => new($"The IPFS node answered '{name}' without what the answer should hold: check that Ipfs:Url is the address of its RPC, not of its gateway.");

    private static KuboException TooLarge(string name, int maxBytes) => new($"The IPFS node answered '{name}' with more than {maxBytes} bytes.");
}
