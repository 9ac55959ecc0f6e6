using System.Diagnostics;
using Snapshotter.Core.Jobs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Telemetry.Tracing;

/// <summary>
/// One trace for each epoch, with a span for each job, which is the work of a stage, and for each call to the outside. Without a listener
/// nothing is made. Spans carry aliases, kinds and counts, never a URL or a key.
/// </summary>
public sealed class NodeTraces(TimeProvider time) : IDisposable
{
    /// <summary>The name of the source of all spans.</summary>
    public const string SourceName = "Snapshotter";

    private readonly ActivitySource _source = new(SourceName);
    private readonly EpochRoots _roots = new();

    /// <summary>Whether a source is that of this node.</summary>
    public bool Owns(ActivitySource source) => source == _source;

    /// <summary>An epoch was released; it may have been read before.</summary>
    public void Released(long epochId)
    {
        if (RootOf(epochId) is { } root) root.AddEvent(new ActivityEvent("released", time.GetUtcNow()));
    }

    /// <summary>An epoch's last job ended. What follows later, such as pins, still joins its trace.</summary>
    public void Ended(long epochId)
    {
        if (!_source.HasListeners()) return;
        var current = Activity.Current;
        _roots.Find(epochId)?.Stop();
        Activity.Current = current;
    }

    /// <summary>Begins the span of a job, within which its calls take place.</summary>
    public Activity? Job(Job job)
    {
        if (Begin(job.Kind, ActivityKind.Internal, job.EpochId, default) is not { } span) return null;
        span.SetTag("snapshotter.epoch", job.EpochId);
        span.SetTag("snapshotter.job.key", job.Key);
        span.SetTag("snapshotter.job.attempt", job.Attempt);
        return span;
    }

    /// <summary>Begins the span of a call to another program; to be ended with <see cref="OutsideCall.End"/>.</summary>
    /// <param name="system">Whom it goes to, such as <c>ipfs</c>.</param>
    /// <param name="call">What is called: a fixed word.</param>
    /// <param name="epochId">For which epoch, if it does not take place within a span.</param>
    public OutsideCall Outside(string system, string call, long? epochId = null)
    {
        var span = Begin($"{system} {call}", ActivityKind.Client, epochId, default);
        span?.SetTag("snapshotter.system", system);
        return new OutsideCall(span);
    }

    /// <summary>Adds the span of an HTTP request to a JSON-RPC endpoint that has just ended.</summary>
    public void Request(string chain, RpcRequestInfo request)
    {
        if (!_source.HasListeners()) return;
        var end = time.GetUtcNow();
        if (Begin("rpc", ActivityKind.Client, request.EpochId, end - request.Duration) is not { } span) return;
        span.SetTag("snapshotter.rpc.chain", chain);
        span.SetTag("snapshotter.rpc.endpoint", request.Endpoint);
        span.SetTag("snapshotter.rpc.purpose", request.Purpose);
        foreach (var (method, count) in request.Calls) span.SetTag($"snapshotter.rpc.calls.{method}", count);
        span.SetTag("snapshotter.rpc.received", request.ResponseBytes);
        if (request.Outcome != RpcOutcome.Answered) span.SetStatus(ActivityStatusCode.Error, request.Outcome.ToString());
        span.SetEndTime(end.UtcDateTime);
        span.Stop();
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private Activity? Begin(string name, ActivityKind kind, long? epochId, DateTimeOffset start)
    {
        if (!_source.HasListeners()) return null;
        var root = epochId is { } id ? RootOf(id) : null;
        var within = Activity.Current is { } current && current.Source == _source && (root is null || current.TraceId == root.TraceId) ? current : root;
        return _source.StartActivity(name, kind, within?.Context ?? default, startTime: start);
    }

    private Activity? RootOf(long epochId) => _source.HasListeners() ? _roots.FindOrAdd(epochId, StartRoot) : null;

    private Activity? StartRoot(long epochId)
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            var root = _source.StartActivity("epoch");
            root?.SetTag("snapshotter.epoch", epochId);
            return root;
        }
        finally
        {
            Activity.Current = current;
        }
    }
}
