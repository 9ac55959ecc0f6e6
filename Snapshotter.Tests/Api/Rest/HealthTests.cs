using System.Text.Json.Nodes;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Api.Rest;

public sealed class HealthTests
{
    private static readonly StageHealth Stalled = new("SOURCE_HEAD", false, "stalled", "No new block for 5 minutes: check the endpoints.", FixedHealth.Since, TimeSpan.FromMinutes(5));

    [Fact]
    public async Task A_node_that_makes_progress_is_healthy()
    {
        await using var node = await RestNode.StartAsync();
        foreach (var path in new[] { "/health", "/health/live" })
        {
            var answer = await node.Http.GetAsync(path);
            (answer.Status, answer.Text).Should().Be((200, """{"status":"OK"}"""));
        }

        var ready = await node.Http.GetAsync("/health/ready");
        ready.Status.Should().Be(200);
        JsonNode.Parse(ready.Text)!["stages"]![0]!.ToJsonString().Should().Be(
            """{"stage":"SNAPSHOT_BUILD","ok":true,"code":"ok","sentence":"Built epoch 64.","since":"2024-01-02T03:04:05\u002B00:00","deadline":"00:05:00"}""");
    }

    [Fact]
    public async Task A_node_that_stands_still_says_where()
    {
        await using var node = await RestNode.StartAsync();
        node.Health.Stages = [.. node.Health.Stages, Stalled];
        var health = await node.Http.GetAsync("/health");
        health.Status.Should().Be(503);
        health.Text.Should().Be(
            """{"status":"error","message":"The node is not making progress: SOURCE_HEAD is stalled: No new block for 5 minutes: check the endpoints."}""");
        (await node.Http.GetAsync("/health/live")).Status.Should().Be(200);
        var ready = await node.Http.GetAsync("/health/ready");
        ready.Status.Should().Be(503);
        JsonNode.Parse(ready.Text)!["stages"]!.AsArray().Should().HaveCount(2);
    }

    [Fact]
    public async Task The_status_is_the_node_at_a_glance()
    {
        await using var node = await RestNode.StartAsync();
        var status = JsonNode.Parse((await node.Http.GetAsync("/status")).Text)!;
        ((string)status["activity"]!, (int)status["currentEpoch"]!, (bool)status["ready"]!, (int)status["jobs"]!["dead"]!).Should().Be(("following", 64, true, 0));
    }
}
