using Snapshotter.Api.Rest.Endpoints;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Api.Rest;

public sealed class TimeSeriesTests
{
    private static readonly WindowOptions Window = new() { EpochSize = 10, BlockTimeSeconds = 12 };

    [Theory]
    [InlineData(100, 12_000, 10_800, 240, 1, "100 98 96 94 92 90")]
    [InlineData(100, 12_130, 10_930, 240, 1, "99 97 95 93 91")]
    [InlineData(100, 12_000, 10_800, 240, 95, "100 98 96 95")]
    [InlineData(100, 12_000, 11_700, 60, 1, "100 100 100 100 100 100")]
    [InlineData(100, 12_000, 10_800, 1_000, 1, "100 92")]
    [InlineData(3, 360, 0, 240, 1, "2 1")]
    public void Points_go_back_in_steps_of_whole_epochs_and_end_at_the_first(long epoch, long end, long start, long step, long first, string points) =>
        string.Join(' ', TimeSeriesPoints.Of(epoch, end, start, step, first, Window)).Should().Be(points);

    [Fact]
    public async Task A_series_is_newest_first_with_empty_objects_where_nothing_is_final()
    {
        await using var node = await SeriesAsync();
        var answer = await node.Http.GetAsync($"/time_series/10/600/120/{Samples.Project}");
        (answer.Status, answer.Header("Content-Type")).Should().Be((200, "application/json"));
        answer.Text.Should().Be("""[{"e":10},{},{"e":8},{},{"e":6},{}]""");
    }

    [Theory]
    [InlineData("/time_series/10/1200/120/PROJECT", 422, "at least one step before")]
    [InlineData("/time_series/10/9999999999999999999999/120/PROJECT", 422, "at least one step before")]
    [InlineData("/time_series/10/0/5/PROJECT", 422, "at most 200 points")]
    [InlineData("/time_series/10/-99999999999999999999/1/PROJECT", 422, "at most 200 points")]
    [InlineData("/time_series/10/0/0/PROJECT", 422, "greater than or equal to 1")]
    [InlineData("/time_series/10/x/y/PROJECT", 422, "start_time")]
    [InlineData("/time_series/11/0/120/PROJECT", 404, "was not released")]
    [InlineData("/time_series/10/600/120/unknown", 404, "No time series data")]
    public async Task What_is_no_series_is_refused_with_the_reason(string target, int status, string reason)
    {
        await using var node = await SeriesAsync();
        var answer = await node.Http.GetAsync(target.Replace("PROJECT", Samples.Project));
        answer.Status.Should().Be(status);
        answer.Text.Should().Contain(reason);
    }

    /// <summary>Ten epochs of two minutes, the even ones final from the fourth on.</summary>
    private static async Task<RestNode> SeriesAsync()
    {
        var node = await RestNode.StartAsync();
        await node.State.CommitAsync(new StateChange { Released = [.. Enumerable.Range(1, 10).Select(id => new ReleasedEpoch(new Epoch(id, id * 10, (id * 10) + 9), default, id * 120, id, id * 120))] }, default);
        foreach (var epoch in new[] { 4, 6, 8, 10 }) await node.FinalizeAsync(epoch, $$"""{"e":{{epoch}}}""");
        return node;
    }
}
