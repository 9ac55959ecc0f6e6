using System.Text.Json;

namespace Snapshotter.Api.Trying;

/// <summary>Counts, by method and contract, the calls that pass through on their way to an endpoint.</summary>
internal sealed class CallTally(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string NoContract = "-";

    private readonly Lock _gate = new();
    private readonly Dictionary<SentCall, int> _calls = [];

    /// <summary>The number of HTTP requests.</summary>
    public int Requests { get; private set; }

    /// <summary>The calls, those made most often first.</summary>
    public IReadOnlyList<KeyValuePair<SentCall, int>> Calls
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _calls.OrderByDescending(static call => call.Value)
                        .ThenBy(static call => call.Key.Method, StringComparer.Ordinal)
                        .ThenBy(static call => call.Key.Contract, StringComparer.Ordinal),
                ];
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            using var body = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken));
            Count(body.RootElement);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private void Count(JsonElement body)
    {
        lock (_gate)
        {
            Requests++;
            if (body.ValueKind is not JsonValueKind.Array) Add(body);
            else foreach (var call in body.EnumerateArray()) Add(call);
        }
    }

    private void Add(JsonElement call)
    {
        var sent = new SentCall(call.GetProperty("method").GetString()!, ContractOf(call));
        _calls[sent] = _calls.GetValueOrDefault(sent) + 1;
    }

    /// <summary>The contract of a call (<c>to</c>), or the contracts of a filter (<c>address</c>).</summary>
    private static string ContractOf(JsonElement call)
    {
        if (!call.TryGetProperty("params", out var parameters) || parameters.ValueKind is not JsonValueKind.Array || parameters.GetArrayLength() == 0) return NoContract;
        var first = parameters[0];
        if (first.ValueKind is not JsonValueKind.Object) return NoContract;
        if (first.TryGetProperty("to", out var to)) return to.GetString() ?? NoContract;
        if (!first.TryGetProperty("address", out var address)) return NoContract;
        return address.ValueKind is JsonValueKind.Array ? string.Join(',', address.EnumerateArray().Select(static one => one.GetString())) : address.GetString() ?? NoContract;
    }
}
