using System.Text.Json;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.Telemetry;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Api.CommandLine;
using Snapshotter.Tests.Api.Metrics;
using Snapshotter.Tests.Api.Rest;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Api.Telemetry;

public sealed class StatusWatchTests
{
    [Fact]
    public async Task Every_ten_seconds_one_line_says_what_the_node_is_doing()
    {
        await using var stores = new SqliteStores();
        using var bench = new CollectorBench();
        using var telemetry = new NodeTelemetry(
            stores.State, new EpochTracker(stores.Queue), new EpochMetrics(bench.Meter), new StageMetrics(bench.Meter), new SubmissionMetrics(bench.Meter), new StoreMetrics(bench.Meter), Unwatched.Traces, TimeProvider.System);
        var (health, time, lines) = (new FixedHealth(), new FakeTime(), new AwaitedLines());
        using var watch = new StatusWatch(health, new StatusMetrics(bench.Meter), telemetry, new TelemetryOptions(), new SteadyTime(time), new LinesLog(lines));
        await watch.StartAsync(default);
        await time.TimersAsync(1);
        await stores.State.CommitAsync(new StateChange { Built = [new BuiltSnapshot(1, "a", Make.Cid("a")), new BuiltSnapshot(1, "b", Make.Cid("b"))] }, default);

        time.Advance(TimeSpan.FromSeconds(10));
        await lines.HoldAsync("ready").WaitAsync(Patience.Long);
        lines.Text.TrimEnd().Should().Be("1611 The node is following: epoch 64 released, 64 ended; source head 1140, 0 blocks further; 2 snapshots built in 10 s; 12 HTTP requests for the latest epoch; 0 jobs wait, 0 run, 0 are given up; ready");

        health.Stages = [new StageHealth("SOURCE_HEAD", false, "stalled", "Check the endpoints.", FixedHealth.Since, TimeSpan.Zero)];
        time.Advance(TimeSpan.FromSeconds(20));
        await lines.HoldAsync("not ready").WaitAsync(Patience.Long);
        lines.Text.Should().Contain("0 snapshots built in 20 s").And.Contain("; not ready: SOURCE_HEAD is stalled: Check the endpoints.");
        bench.Read().ValueOf("snapshotter_stalled_seconds_total", ("waits_for", "SOURCE_HEAD")).Should().Be(20);
        await watch.StopAsync(default);
    }

    [Fact]
    public async Task As_json_every_line_of_the_log_is_an_object_with_the_fields_of_its_message()
    {
        using var folder = new TemporaryFolder();
        await using var node = Executable.Start(
            new Dictionary<string, string> { ["SNAPSHOTTER_Telemetry__LogFormat"] = "Json" }, "run", "--pace", "0", "--port", "0", "--data", folder.PathOf("data"));
        while (!(await node.ReadLineAsync().WaitAsync(Patience.Long)).StartsWith("The recording is used up", StringComparison.Ordinal))
        {
        }

        // The log is written behind the output: asked to end, the node writes all of it.
        var lines = (await node.EndAndReadErrorsAsync().WaitAsync(Patience.Long)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();

        var ended = lines.Where(static line => line.GetProperty("EventId").GetInt32() == 1201).ToList();
        ended.Select(static line => line.GetProperty("State").GetProperty("EpochId").GetInt64()).Should().BeEquivalentTo(Enumerable.Range(1, 11));
        lines.Should().OnlyContain(static line => line.GetProperty("Timestamp").GetString()!.EndsWith('Z') && line.GetProperty("LogLevel").GetString()!.Length > 0);
    }

    private sealed class LinesLog(AwaitedLines lines) : ILogger<StatusWatch>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.WriteLine($"{eventId.Id} {formatter(state, exception)}");
    }
}
