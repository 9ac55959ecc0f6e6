using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Snapshotter.Benchmarks.EndToEnd.Processes;

/// <summary>The managed heap of another .NET process, asked for over its diagnostics port.</summary>
internal static class GcHeap
{
    private const string Provider = "System.Runtime";
    private const string Counter = "gc-heap-size";

    /// <summary>Megabytes (1,000,000 bytes) in use, the dead ones not yet collected included.</summary>
    public static async Task<double> ReadMbAsync(int processId, CancellationToken cancellationToken)
    {
        var provider = new EventPipeProvider(Provider, EventLevel.Informational, -1, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" });
        using var session = await new DiagnosticsClient(processId).StartEventPipeSessionAsync(provider, requestRundown: false, token: cancellationToken);
        using var events = new EventPipeEventSource(session.EventStream);
        var size = double.NaN;
        events.Dynamic.All += data =>
        {
            if (!double.IsNaN(size) || data.EventName != "EventCounters") return;
            var payload = (IDictionary<string, object>)((IDictionary<string, object>)data.PayloadValue(0))["Payload"];
            if (payload["Name"] as string != Counter) return;
            size = Convert.ToDouble(payload["Mean"], CultureInfo.InvariantCulture);
            session.Stop();
        };
        await Task.Run(events.Process, cancellationToken);
        return size;
    }
}
