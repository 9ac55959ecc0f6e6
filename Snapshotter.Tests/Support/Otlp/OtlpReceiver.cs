using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Snapshotter.Tests.Support.Otlp;

/// <summary>A span as it was received.</summary>
internal sealed record ReceivedSpan(string Trace, string Id, string Parent, string Name, long? Epoch);

/// <summary>A collector that takes OTLP as protobuf over HTTP and keeps what came.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<ReceivedSpan> _spans = [];
    private readonly HashSet<string> _metrics = [];
    private readonly HashSet<string> _authorizations = [];
    private readonly List<(Func<OtlpReceiver, bool> Holds, TaskCompletionSource Reached)> _waiting = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public IReadOnlyList<ReceivedSpan> Spans
    {
        get
        {
            lock (_gate) return [.. _spans];
        }
    }

    public IReadOnlySet<string> Metrics => _metrics;

    public IReadOnlySet<string> Authorizations => _authorizations;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.MapPost("/v1/traces", (HttpContext context) => receiver.TakeAsync(context, receiver.AddSpans));
        receiver._app.MapPost("/v1/metrics", (HttpContext context) => receiver.TakeAsync(context, receiver.AddMetrics));
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Completes when what was received so far is enough.</summary>
    public Task UntilAsync(Func<OtlpReceiver, bool> holds)
    {
        lock (_gate)
        {
            if (holds(this)) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((holds, reached));
            return reached.Task;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, Action<ProtobufMessage> add)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_gate)
        {
            _authorizations.Add(context.Request.Headers.Authorization.ToString());
            add(new ProtobufMessage(body.ToArray()));
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Holds(this))) reached.TrySetResult();
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    // ExportTraceServiceRequest: resource_spans 1, scope_spans 2, spans 2.
    private void AddSpans(ProtobufMessage request) => _spans.AddRange(
        from resource in request.Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        let epoch = span.Messages(9).FirstOrDefault(static attribute => attribute.Text(1) == "snapshotter.epoch")
        select new ReceivedSpan(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), epoch?.Messages(2).Single().Number(3)));

    // ExportMetricsServiceRequest: resource_metrics 1, scope_metrics 2, metrics 2.
    private void AddMetrics(ProtobufMessage request) => _metrics.UnionWith(
        from resource in request.Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        select metric.Text(1));
}
