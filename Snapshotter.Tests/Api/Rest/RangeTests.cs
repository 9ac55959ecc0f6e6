using System.Text.Json.Nodes;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Api.Rest;

public sealed class RangeTests
{
    [Fact]
    public async Task A_range_is_one_line_for_each_finalized_epoch()
    {
        await using var node = await RestNode.StartAsync();
        var three = await node.FinalizeAsync(3, "{\"v\":1.50}");
        var five = await node.FinalizeAsync(5, "{\"v\":5}");
        await node.FinalizeAsync(6, "{\"v\":6}");
        var answer = await node.Http.GetAsync($"/data/3-5/{Samples.Project}/");
        answer.Status.Should().Be(200);
        answer.Header("Content-Type").Should().Be("application/x-ndjson");
        answer.Text.Should().Be(
            $"{{\"epochId\":3,\"cid\":\"{three}\",\"data\":{{\"v\":1.50}}}}\n{{\"epochId\":5,\"cid\":\"{five}\",\"data\":{{\"v\":5}}}}\n");
    }

    [Fact]
    public async Task A_range_without_finality_is_empty()
    {
        await using var node = await RestNode.StartAsync();
        var answer = await node.Http.GetAsync("/data/1-1000/unknown/");
        answer.Status.Should().Be(200);
        answer.Bytes.Should().BeEmpty();
    }

    [Fact]
    public async Task A_long_range_is_streamed_in_whole()
    {
        await using var node = await RestNode.StartAsync();
        for (var epoch = 1; epoch <= 100; epoch++) await node.FinalizeAsync(epoch, Samples.Text(3_000 + epoch));
        var answer = await node.Http.GetAsync($"/data/1-1000/{Samples.Project}/");
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        lines.Select(line => (int)line["epochId"]!).Should().Equal(Enumerable.Range(1, 100));
        lines.Should().OnlyContain(line => (int)line["data"]!["epochId"]! == 1);
    }

    [Fact]
    public async Task Every_line_is_one_json_object_whatever_was_finalized()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(1, "{\r\n\"a\":\n1}");
        await node.FinalizeAsync(2, "not json");
        await node.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(3, Samples.Project, CidOf.Content("gone"u8))] }, default);
        var answer = await node.Http.GetAsync($"/data/1-3/{Samples.Project}/");
        var data = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["data"]?.ToJsonString());
        data.Should().Equal("{\"a\":1}", null, null);
    }

    [Theory]
    [InlineData("1-1000", 200)]
    [InlineData("1-1001", 422)]
    [InlineData("5-5", 200)]
    [InlineData("5-4", 422)]
    [InlineData("0-9999999999999999999999", 422)]
    [InlineData("9999999999999999999999-9999999999999999999999", 422)]
    [InlineData("9223372036854775800-9223372036854775807", 200)]
    [InlineData("1-", 422)]
    [InlineData("-1-5", 422)]
    [InlineData("1--5", 422)]
    [InlineData("1-5-9", 422)]
    [InlineData("1-%205", 422)]
    public async Task A_range_is_bounded(string range, int status)
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync($"/data/{range}/{Samples.Project}/")).Status.Should().Be(status);
    }

    [Fact]
    public async Task The_bound_is_configured()
    {
        await using var node = await RestNode.StartAsync(options => options.RangeEpochs = 10);
        (await node.Http.GetAsync($"/data/1-10/{Samples.Project}/")).Status.Should().Be(200);
        var refused = await node.Http.GetAsync($"/data/1-11/{Samples.Project}/");
        refused.Status.Should().Be(422);
        refused.Text.Should().Be("""{"detail":[{"loc":["path","epoch_id"],"msg":"ensure the range has at most 10 epochs","type":"value_error.range.too_long"}]}""");
    }

    [Fact]
    public async Task A_range_without_its_last_slash_is_sent_on()
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync("/data/1-10/p")).Header("Location").Should().Be("http://node.test:8002/data/1-10/p/");
    }
}
