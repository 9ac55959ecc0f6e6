using Snapshotter.Tests.Api.CommandLine;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Otlp;

namespace Snapshotter.Tests.Api.Telemetry;

/// <summary>The real executable on the bundled sample, and a collector that it sends to.</summary>
public sealed class OtlpExportTests
{
    private const int SampleEpochs = 11;

    private static readonly string[] Stages = ["preload", "build", "aggregate", "collect", "submit", "finalize"];
    [Fact]
    public async Task A_collector_gets_one_trace_for_each_epoch_and_the_metrics()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await OtlpReceiver.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["SNAPSHOTTER_Telemetry__OtlpEndpoint"] = receiver.Address,
            ["SNAPSHOTTER_Telemetry__OtlpHeaders"] = "authorization=Bearer of-the-test",
            ["SNAPSHOTTER_Telemetry__OtlpInterval"] = "00:00:00.500",
        };
        await using var node = Executable.Start(environment, "run", "--pace", "0", "--port", "0", "--data", folder.PathOf("data"));

        await receiver.UntilAsync(static received => received.Spans.Count(static span => span.Name == "epoch") == SampleEpochs && received.Metrics.Contains("snapshotter.epochs.ended")).WaitAsync(Patience.Long);

        var traces = receiver.Spans.GroupBy(static span => span.Trace).Where(static trace => trace.Any(static span => span.Name == "epoch")).ToList();
        traces.Select(static trace => trace.Single(static span => span.Name == "epoch").Epoch).Should().BeEquivalentTo(Enumerable.Range(1, SampleEpochs).Select(static id => (long?)id));
        foreach (var trace in traces)
        {
            var root = trace.Single(static span => span.Name == "epoch");
            root.Parent.Should().BeEmpty();
            trace.Where(span => span != root).Select(static span => span.Parent).Should().BeSubsetOf(trace.Select(static span => span.Id));
            trace.Select(static span => span.Name).Should().Contain(Stages).And.Contain("rpc");
        }

        receiver.Metrics.Should().Contain(["snapshotter.jobs.duration", "snapshotter.rpc.requests", "snapshotter.process.memory"]);
        receiver.Authorizations.Should().Equal("Bearer of-the-test");
    }
}
