using System.Net.Http.Headers;
using Snapshotter.Tests.Api.Rest;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Metrics;

/// <summary>What a whole node on the bundled sample tells at /metrics.</summary>
public sealed class NodeMetricsTests
{
    private const int SampleEpochs = 11;
    private const int SnapshotsPerEpoch = 16;
    private const int AggregatesPerEpoch = 20;

    [Fact]
    public async Task A_node_that_has_built_the_sample_has_counted_all_of_it()
    {
        using var folder = new TemporaryFolder();
        await using var node = new SampleRun(folder);
        await node.SaysAsync("The recording is used up");

        var read = ExpositionText.Parse(await node.GetAsync("/metrics"));

        read.ValueOf("snapshotter_epochs_released_total").Should().Be(SampleEpochs);
        read.ValueOf("snapshotter_epochs_ended_total").Should().Be(SampleEpochs);
        read.ValueOf("snapshotter_epochs_duration_seconds_count").Should().Be(SampleEpochs);
        read.ValueOf("snapshotter_snapshots_total", ("kind", "build"), ("outcome", "built")).Should().Be(SampleEpochs * SnapshotsPerEpoch);
        read.ValueOf("snapshotter_snapshots_total", ("kind", "aggregate"), ("outcome", "built")).Should().Be(SampleEpochs * AggregatesPerEpoch);
        read.ValueOf("snapshotter_snapshots_size_bytes_count", ("kind", "build")).Should().Be(SampleEpochs * SnapshotsPerEpoch);
        read.ValueOf("snapshotter_stages_total", ("stage", "EPOCH_RELEASED"), ("outcome", "succeeded")).Should().Be(SampleEpochs);
        read.ValueOf("snapshotter_stages_total", ("stage", "SNAPSHOT_FINALIZE"), ("outcome", "succeeded")).Should().Be(SampleEpochs * (SnapshotsPerEpoch + AggregatesPerEpoch));
        read.ValueOf("snapshotter_jobs_ended_total", ("kind", "preload"), ("outcome", "done")).Should().Be(SampleEpochs);
        read.ValueOf("snapshotter_jobs_delivered_total", ("kind", "preload"), ("delivery", "first")).Should().Be(SampleEpochs);
        read.ValueOf("snapshotter_submissions_accounts_total", ("outcome", "successful")).Should().Be(SampleEpochs * (SnapshotsPerEpoch + AggregatesPerEpoch));
        read.ValueOf("snapshotter_rpc_requests_total", ("chain", "source"), ("outcome", "answered")).Should().BeGreaterThanOrEqualTo(SampleEpochs);
        read.ValueOf("snapshotter_rpc_endpoint_state", ("chain", "source"), ("state", "healthy")).Should().Be(1);
        read.ValueOf("snapshotter_store_size_bytes", ("file", "state.db")).Should().BePositive();
        read.ValueOf("snapshotter_process_cpu_time_seconds_total").Should().BePositive();
    }

    [Fact]
    public async Task The_formats_are_told_apart_by_what_the_caller_accepts()
    {
        await using var node = await RestNode.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{node.Port}") };
        using var text = await http.GetAsync(new Uri("/metrics", UriKind.Relative));
        text.Content.Headers.ContentType.Should().Be(MediaTypeHeaderValue.Parse("text/plain; version=0.0.4; charset=utf-8"));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        using var open = await http.SendAsync(request);
        open.Content.Headers.ContentType.Should().Be(MediaTypeHeaderValue.Parse("application/openmetrics-text; version=1.0.0; charset=utf-8"));
        var read = ExpositionText.Parse(await open.Content.ReadAsStringAsync(), isOpenMetrics: true);
        read.Families["snapshotter_rest_requests"].Samples.Should().Contain(static sample => sample.Labels["route"] == "/metrics");
    }
}
