using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The aggregates of whole runs of the original, through the whole node: its jobs, its stores and its windows over finality.</summary>
public sealed class AggregateReplayTests
{
    [Theory]
    [InlineData("default7", 1080, 720)]
    [InlineData("lagged7", 1080, 672)]
    [InlineData("all15", 720, 1350)]
    public async Task Every_aggregate_of_a_recorded_timeline_is_that_of_the_original(string run, int blockTime, int lines)
    {
        var replay = await Replay.RunTimelineAsync(
            Repository.Golden("chain"), Repository.Golden("config", run), 501, 10, blockTime, Repository.Golden("snapshots", run, "events.jsonl.gz"));

        Compare(replay, Repository.Golden("snapshots", run)).Should().Be(lines);
    }

    [Fact]
    public async Task Without_a_timeline_each_epoch_is_final_before_the_next_as_in_the_originals_default_run()
    {
        var replay = await Replay.RunTimelineAsync(Repository.Golden("chain"), Repository.Golden("config", "default7"), 501, 10, 1080, timeline: null);

        Compare(replay, Repository.Golden("snapshots", "default7")).Should().Be(720);
    }

    [Fact]
    public async Task Every_aggregate_of_real_mainnet_blocks_is_that_of_the_original()
    {
        var golden = Repository.Golden("mainnet-17686110", "size2");
        var replay = await Replay.RunTimelineAsync(
            Repository.PathOf("samples", "mainnet-17686110"), Path.Combine(golden, "config"), 17686110, 2, 10_800, Path.Combine(golden, "events.jsonl.gz"));

        Compare(replay, golden).Should().Be(220);
    }

    private static int Compare(Replay replay, string folder)
    {
        var compared = 0;
        foreach (var line in Directory.GetFiles(folder, "aggregate_*.jsonl.gz").SelectMany(Repository.ReadJsonLines))
        {
            replay.Expect(line, (long)line["epochId"]!);
            compared++;
        }

        return compared;
    }
}
