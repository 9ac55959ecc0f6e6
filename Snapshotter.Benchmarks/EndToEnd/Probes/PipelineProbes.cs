using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Benchmarks.EndToEnd.Probes;

/// <summary>
/// Counts where a pipeline's time goes, by standing around its ports: nothing in the pipeline knows of it. With one epoch in flight
/// the parts of an epoch follow each other, except for the jobs of its project types, which run side by side.
/// </summary>
internal sealed class PipelineProbes
{
    private readonly PartClock _rpc = new();
    private readonly PartClock _processors = new();
    private readonly PartClock _bytes = new();
    private readonly PartClock _contents = new();
    private readonly PartClock _commits = new();
    private readonly PartClock _reads = new();
    private readonly Dictionary<string, PartClock> _handlers = new(StringComparer.Ordinal);

    /// <summary>The plan with probed processors.</summary>
    public ProjectPlan Wrap(ProjectPlan plan) =>
        plan with { Types = [.. plan.Types.Select(type => type with { Processor = new ProbedProcessor(type.Processor, _processors, _bytes) })] };

    /// <summary>Puts probes around the adapters and handlers that are registered.</summary>
    public void Wrap(IServiceCollection services)
    {
        services.Decorate<IContentStore>(inner => new ProbedContentStore(inner, _contents));
        services.Decorate<IStateStore>(inner => new ProbedStateStore(inner, _commits, _reads));
        services.Decorate<IJobQueue>(inner => new ProbedJobQueue(inner, _commits));
        services.Decorate<IJobHandler>(inner => new ProbedHandler(inner, ClockOf(inner.Kind)));
        services.Decorate<IRpcObserver>(inner => new ProbedRpc(inner, _rpc));
    }

    /// <summary>Forgets the first epoch, which reads what never changes and waits for it.</summary>
    public void Reset()
    {
        foreach (var clock in (PartClock[])[_rpc, _processors, _bytes, _contents, _commits, _reads, .. _handlers.Values]) clock.Reset();
    }

    /// <summary>The time of each part per epoch without the first.</summary>
    public IEnumerable<Reading> Readings(string prefix, long epochs)
    {
        yield return Of("rpc", "JSON-RPC: waiting for the answer and reading it", _rpc);
        yield return Of("processors", "processors: snapshot models from what was read", _processors);
        yield return Of("bytes", "canonical bytes", _bytes);
        yield return Of("contents", "content store: CIDs and a durable transaction", _contents);
        yield return Of("commits", "state store: durable transactions", _commits);
        yield return Of("reads", "state store: reads", _reads);
        foreach (var (kind, clock) in _handlers.OrderBy(static entry => entry.Key, StringComparer.Ordinal)) yield return Of($"handler.{kind}", $"jobs of kind {kind}, their reads and contents included", clock);

        Reading Of(string id, string what, PartClock clock) => new($"{prefix}.{id}", what, clock.Total.TotalMilliseconds / (epochs - 1), "ms", "one epoch at a time");
    }

    private PartClock ClockOf(string kind)
    {
        if (!_handlers.TryGetValue(kind, out var clock)) _handlers.Add(kind, clock = new PartClock());
        return clock;
    }
}
