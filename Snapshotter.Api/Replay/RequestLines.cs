using System.Text.Json;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Replay;

/// <summary>Writes rpc.json: for every epoch the HTTP requests and the method calls that went over the wire.</summary>
internal static class RequestLines
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public static async Task WriteAsync(Stream output, RequestLedger ledger, long epochs)
    {
        await using var json = new Utf8JsonWriter(output, Indented);
        json.WriteStartArray();
        for (var epochId = 1L; epochId <= epochs; epochId++)
        {
            var count = ledger.Of(epochId);
            json.WriteStartObject();
            json.WriteNumber("epochId", epochId);
            json.WriteNumber("httpRequests", count.HttpRequests);
            json.WriteNumber("totalCalls", count.TotalCalls);
            json.WriteStartObject("methodCalls");
            foreach (var (method, calls) in count.MethodCalls) json.WriteNumber(method, calls);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
