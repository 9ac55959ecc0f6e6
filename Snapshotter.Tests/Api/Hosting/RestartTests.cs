using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Hosting;

/// <summary>The whole node started, stopped and started again inside one process, as tools that host it do.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_node_that_is_stopped_and_started_again_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        await using (var first = new SampleRun(folder))
        {
            await first.SaysAsync("Epoch 1 ended");
            await first.StopAsync();
        }

        await using (var second = new SampleRun(folder))
        {
            await second.SaysAsync("The recording is used up");
            await second.StopAsync();
            second.Output.Should().NotContain("Epoch 1 ended", "the first start ended it");
        }

        await using var third = new SampleRun(folder);
        await third.SaysAsync("The recording is used up");
        await third.StopAsync();
        third.Output.Should().NotContain("ended:", "a start that finds nothing left to do says so and does nothing");
    }

    [Fact]
    public async Task A_node_can_be_stopped_at_any_moment_of_its_start()
    {
        using var folder = new TemporaryFolder();
        foreach (var milliseconds in new[] { 0, 1, 5, 20, 60, 150, 400 })
        {
            await using var node = new SampleRun(folder, TimeSpan.FromMilliseconds(milliseconds));
            await node.StoppedAsync();
        }
    }

    [Fact]
    public async Task Nodes_beside_one_another_are_stopped_one_by_one()
    {
        using var folders = new TemporaryFolder();
        await using var left = new SampleRun(folders, name: "left");
        await using var right = new SampleRun(folders, name: "right");
        await Task.WhenAll(left.SaysAsync("Epoch 1 ended"), right.SaysAsync("Epoch 1 ended"));
        await left.StopAsync();
        await right.SaysAsync("The recording is used up");
        await right.StopAsync();
    }
}
