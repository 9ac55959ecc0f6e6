using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>Every aggregate that the original node built, byte for byte, in the order of events in which it built them.</summary>
public sealed class GoldenAggregateTests
{
    [Theory]
    [InlineData("default7", 720)]
    [InlineData("all15", 1350)]
    [InlineData("lagged7", 672)]
    public async Task Every_run_over_the_local_chain_gives_the_bytes_of_the_original(string run, int aggregates) =>
        (await CompareAsync(GoldenTimeline.Local(run))).Should().Be(aggregates);

    [Fact]
    public async Task The_run_over_mainnet_blocks_gives_the_bytes_of_the_original() =>
        (await CompareAsync(GoldenTimeline.Mainnet)).Should().Be(220);

    private static async Task<int> CompareAsync(GoldenTimeline timeline)
    {
        await using var node = await timeline.PlayAsync(new ModuleRegistry(UniswapV2Settings.Mainnet));
        var lines = timeline.Lines;
        foreach (var line in lines)
        {
            var (projectId, epochId) = ((string)line["projectId"]!, (long)line["epochId"]!);
            node.Aggregates.GetValueOrDefault((projectId, epochId)).Should().Be((string)line["text"]!, $"it is the text of {projectId} in epoch {epochId}");
        }

        return lines.Count;
    }
}
