using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.Metrics;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Api.Telemetry;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Network.Epochs;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Api.Metrics;

/// <summary>Every metric of every room is recorded with every value that its labels may have.</summary>
public sealed class MetricTableTests
{
    private static readonly RpcOptions TwoEndpoints = new() { Endpoints = { new RpcEndpointOptions { Url = "https://a.example/secret", Alias = "first" }, new RpcEndpointOptions { Url = "https://b.example/secret", Alias = "https://b.example/secret" } } };

    [Fact]
    public async Task Every_label_takes_all_of_its_values_and_no_other_and_none_is_an_address()
    {
        using var folder = new TemporaryFolder();
        using var meter = new NodeMeter();
        using var rooms = new EveryMetric(meter);
        using var collector = new MetricsCollector(meter, rooms.Of<CollectorMetrics>(), new TelemetryOptions(), NullLogger<MetricsCollector>.Instance);
        using var source = new RpcClient(TwoEndpoints, TimeProvider.System, NullLogger.Instance);
        using var anchor = new RpcClient(TwoEndpoints, TimeProvider.System, NullLogger.Instance);
        await RecordAsync(rooms, folder.Root, source, anchor);

        var text = collector.Write(ExpositionFormat.OpenMetrics);
        var read = ExpositionText.Parse(text, isOpenMetrics: true);

        text.Should().NotContain("secret").And.NotContain("://");
        meter.Metrics.Should().HaveCountGreaterThan(40).And.OnlyHaveUniqueItems(static metric => metric.Instrument.Name);
        foreach (var metric in meter.Metrics.Where(static metric => metric.Instrument.Name != "snapshotter.metrics.dropped"))
        {
            var name = PrometheusName.FamilyOf(metric.Instrument.Name, PrometheusName.UnitOf(metric.Instrument.Unit));
            read.Families.Should().ContainKey(name);
            var samples = read.Families[name].Samples;
            samples.Should().OnlyContain(sample => sample.Labels.Keys.Where(static label => label != "le").SequenceEqual(metric.Labels.Select(static label => label.Name)), $"{name} has its labels in their order");
            foreach (var label in metric.Labels.Where(static label => label.Values.Count > 0))
            {
                samples.Select(sample => sample.Labels[label.Name]).Distinct().Should().BeEquivalentTo(label.Values, $"those are the values of {label.Name} of {name}");
            }
        }
    }

    [Fact]
    public void Every_name_is_of_this_node_and_every_metric_is_told_in_a_sentence()
    {
        using var meter = new NodeMeter();
        using var rooms = new EveryMetric(meter);
        meter.Metrics.Should().OnlyContain(static metric => metric.Instrument.Name.StartsWith("snapshotter.", StringComparison.Ordinal) && metric.Instrument.Description!.Length > 10);
        meter.Metrics.SelectMany(static metric => metric.Labels).Should().OnlyContain(static label => label.Meaning.Length > 3 && !label.Meaning.EndsWith('.'));
    }

    private static async Task RecordAsync(EveryMetric rooms, string folder, RpcClient source, RpcClient anchor)
    {
        RecordJobs(rooms.Of<JobMetrics>());
        foreach (var kind in new[] { "build", "bulk", "aggregate" }) rooms.Of<SnapshotMetrics>().Made(kind, [new SnapshotBuild("a", "{}"u8.ToArray(), null, false), SnapshotBuild.Failed("b", "no")]);
        rooms.Of<EpochMetrics>().Released();
        rooms.Of<EpochMetrics>().Forked([new ForkedEpoch(1, default, default, IsRebuilt: true), new ForkedEpoch(2, default, default, IsRebuilt: false)]);
        rooms.Of<EpochMetrics>().Ended(TimeSpan.FromSeconds(1));
        rooms.Of<StageMetrics>().Note(new StateChange { Transitions = [.. Enum.GetValues<Stage>().SelectMany(static stage => new[] { (string?)null, "no" }.Select(error => new Transition(1, stage, "a", error, null, 0)))] });
        rooms.Of<SubmissionMetrics>().Watch(static () => 3);
        rooms.Of<SubmissionMetrics>().Note(new StateChange
        {
            Outbox = [.. Enum.GetValues<OutboxState>().Select(static state => new OutboxEntry(1, "a", Make.Cid("a")) { State = state })],
            Reports = [.. Enum.GetValues<SubmissionOutcome>().Select(static outcome => new SubmissionReport(1, "a", outcome, null, null, ""))],
        });
        RecordRpc(rooms.Of<RpcMetrics>(), source, anchor);
        RecordIpfs(rooms.Of<IpfsMetrics>());
        foreach (var decision in Enum.GetValues<CallerDecision>()) rooms.Of<CallerMetrics>().Decided(decision);
        rooms.Of<RestMetrics>().AnsweredFromMemory();
        rooms.Of<RestMetrics>().AnsweredAnew(RestRoute.Get("/health", static _ => throw new NotSupportedException()));
        rooms.Of<RestMetrics>().Watch(new Snapshotter.Api.Rest.Caching.AnswerCache(Microsoft.Extensions.Options.Options.Create(new RestOptions())));
        foreach (var file in new[] { "state.db", "content.db", "callers.db" }) await File.WriteAllTextAsync(Path.Combine(folder, file), "x");
        rooms.Of<StoreMetrics>().Watch(folder);
        rooms.Of<StoreMetrics>().Changed();
        rooms.Of<EpochManagerMetrics>().Released();
        rooms.Of<EpochManagerMetrics>().Failed();
        RecordStatus(rooms.Of<StatusMetrics>());
    }

    private static void RecordJobs(JobMetrics jobs)
    {
        foreach (var (attempt, deliveries) in new[] { (1, 1), (2, 2), (1, 2) }) jobs.Delivered(new Job(1, "build", 1, "", [], attempt, deliveries));
        foreach (var outcome in Enum.GetValues<JobOutcome>()) jobs.Ended(new Job(1, "build", 1, "", [], 1, 1), outcome, TimeSpan.FromSeconds(1));
    }

    private static void RecordRpc(RpcMetrics rpc, RpcClient source, RpcClient anchor)
    {
        foreach (var (chain, client) in new[] { (RpcMetrics.Source, source), (RpcMetrics.Anchor, anchor) })
        {
            rpc.Watch(chain, client);
            rpc.Waited(chain, "https://b.example/secret", TimeSpan.FromSeconds(1));
            foreach (var outcome in Enum.GetValues<RpcOutcome>())
            {
                rpc.Ended(chain, new RpcRequestInfo("https://b.example/secret", "preload", 1, new Dictionary<string, int> { ["eth_call"] = 2 }, TimeSpan.FromSeconds(1), 10, 20, outcome)
                {
                    Faults = Enum.GetValues<RpcErrorKind>().ToDictionary(static kind => kind, static _ => 1),
                });
            }
        }
    }

    private static void RecordIpfs(IpfsMetrics ipfs)
    {
        ipfs.Pinned();
        ipfs.PinFailed();
        ipfs.PinGivenUp();
        ipfs.ReadHere();
        ipfs.ReadThere();
        ipfs.NotRead();
    }

    private static void RecordStatus(StatusMetrics status)
    {
        foreach (var state in HealthState.All.Where(static state => !state.Ok)) status.Saw(Status([state]), TimeSpan.FromSeconds(1));
        status.Saw(Status(HealthState.All.DistinctBy(static state => state.Stage)), TimeSpan.FromSeconds(1));
    }

    private static NodeStatus Status(IEnumerable<HealthState> states) => new(
        "following", "UNISWAPV2", 32, 64, 63, 1140, 0, 12, 300, default, new QueueDepth(1, 2, 3), new PinDepth(4, 5),
        [.. states.Select(static state => new StageHealth(state.Stage, state.Ok, state.Code, "It waits.", default, TimeSpan.Zero))]);
}
