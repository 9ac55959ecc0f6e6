using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>What honest endpoints of the anchor chain answer: what the chain itself does, or did some blocks ago.</summary>
internal sealed class AnvilAnswers(Uri anvil, Func<Task<long>> head) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>Hands the request to the chain. It is done even when whoever asked is gone by then, as it is with a real endpoint.</summary>
    public async Task<ReadOnlyMemory<byte>> ToAsync(ReadOnlyMemory<byte> request, int blocksBehind)
    {
        if (blocksBehind <= 0) return await PostAsync(request);
        var asked = JsonNode.Parse(request.Span)!;
        var asOf = Math.Max(0, await head() - blocksBehind);
        var changed = asked.DeepClone();
        StaleAnswers.AskAsOf(changed, asOf);
        var answer = JsonNode.Parse((await PostAsync(Encoding.UTF8.GetBytes(changed.ToJsonString()))).Span)!;
        StaleAnswers.HideAbove(asked, answer, asOf);
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ReadOnlyMemory<byte>> PostAsync(ReadOnlyMemory<byte> request)
    {
        using var body = new ReadOnlyMemoryContent(request) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await _http.PostAsync(anvil, body, CancellationToken.None);
        return await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
    }
}
