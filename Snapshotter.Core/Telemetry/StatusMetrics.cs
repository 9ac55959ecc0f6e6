using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Telemetry;

/// <summary>The node's status as numbers, from the latest look at it: whoever reads them asks no store.</summary>
public sealed class StatusMetrics
{
    private static readonly string[] JobStates = ["waiting", "leased", "dead"];
    private static readonly string[] PinStates = ["waiting", "failed"];
    private static readonly MetricLabel StageLabel = new("stage", "the stage, as in `/health/ready`") { Values = Distinct(static state => state.Stage) };
    private static readonly MetricLabel WaitsFor = new("waits_for", "the stage that makes no progress") { Values = Distinct(static state => state.Ok ? null : state.Stage) };
    private static readonly MetricLabel Code = new("code", "why, as in `/health/ready`") { Values = Distinct(static state => state.Ok ? null : state.Code) };
    private static readonly MetricLabel JobState = new("state", "whether it is due now or later, with a worker, or given up") { Values = JobStates };
    private static readonly MetricLabel PinState = new("state", "whether it is due now or later, or given up") { Values = PinStates };

    private readonly Counter<double> _stalled;
    private NodeStatus? _latest;

    /// <summary>Makes the instruments.</summary>
    public StatusMetrics(NodeMeter meter)
    {
        _stalled = meter.Seconds("snapshotter.stalled", "How long the node was not ready, by what it waited for.", WaitsFor, Code);
        meter.Observe("snapshotter.ready", "{node}", "Whether every stage makes progress: 1 or 0.", () => Read(static status => status.Ready ? 1 : 0));
        meter.Observe("snapshotter.stage.ok", "{stage}", "Whether a stage is within its deadline: 1 or 0.",
            () => _latest?.Stages.Select(static stage => new Measurement<long>(stage.Ok ? 1 : 0, Tag.Of(StageLabel, stage.Stage))) ?? [], StageLabel);
        meter.Observe("snapshotter.projects", "{project}", "The projects that this node builds.", () => Read(static status => status.Projects));
        meter.Observe("snapshotter.epoch.current", "{epoch}", "The latest released epoch.", () => Read(static status => status.CurrentEpoch));
        meter.Observe("snapshotter.epoch.finalized", "{epoch}", "The latest epoch in which every project ended.", () => Read(static status => status.FinalizedEpoch));
        meter.Observe("snapshotter.finality.lag", "{epoch}", "Epochs between the latest released and the latest ended one.", () => Read(static status => status.CurrentEpoch - status.FinalizedEpoch));
        meter.Observe("snapshotter.source.head", "{block}", "The latest source block seen.", () => Read(static status => status.SourceHead));
        meter.Observe("snapshotter.source.lag", "{block}", "Blocks between the source head and the end of the latest released epoch.", () => Read(static status => status.LagBlocks));
        meter.Observe("snapshotter.epoch.requests", "{request}", "HTTP requests that reading the latest ended epoch took.", () => Read(static status => status.RequestsPerEpoch));
        meter.Observe("snapshotter.epoch.calls", "{call}", "JSON-RPC method calls that reading the latest ended epoch took.", () => Read(static status => status.CallsPerEpoch));
        meter.Observe("snapshotter.jobs.depth", "{job}", "Jobs in the queue.", ReadJobs, JobState);
        meter.Observe("snapshotter.ipfs.depth", "{content}", "Contents that are not pinned at IPFS yet.", ReadPins, PinState);
    }

    /// <summary>Takes in a look at the node.</summary>
    /// <param name="status">How it is.</param>
    /// <param name="since">How long the look before is ago.</param>
    public void Saw(NodeStatus status, TimeSpan since)
    {
        _latest = status;
        foreach (var stage in status.Stages)
        {
            if (!stage.Ok) _stalled.Add(since.TotalSeconds, Tag.Of(WaitsFor, stage.Stage), Tag.Of(Code, stage.Code));
        }
    }

    private IEnumerable<Measurement<long>> Read(Func<NodeStatus, long?> read) => _latest is { } status && read(status) is { } value ? [new Measurement<long>(value)] : [];

    private IEnumerable<Measurement<long>> ReadJobs() => _latest is { Jobs: var jobs }
        ? [new(jobs.Waiting, Tag.Of(JobState, JobStates[0])), new(jobs.Leased, Tag.Of(JobState, JobStates[1])), new(jobs.Dead, Tag.Of(JobState, JobStates[2]))]
        : [];

    private IEnumerable<Measurement<long>> ReadPins() => _latest is { Pins: { } pins }
        ? [new(pins.Waiting, Tag.Of(PinState, PinStates[0])), new(pins.Failed, Tag.Of(PinState, PinStates[1]))]
        : [];

    private static string[] Distinct(Func<HealthState, string?> part) => [.. HealthState.All.Select(part).OfType<string>().Distinct(StringComparer.Ordinal)];
}
