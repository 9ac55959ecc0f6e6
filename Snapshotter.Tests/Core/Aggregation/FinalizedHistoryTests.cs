using System.Globalization;
using System.Text;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Core.Aggregation;

public sealed class FinalizedHistoryTests : IAsyncDisposable
{
    private const string Project = "pairContract_trade_volume:0x01:NS";

    /// <summary>A day holds 8 epochs.</summary>
    private readonly HistoryWorld _world = new(new WindowOptions { EpochSize = 10, BlockTimeSeconds = 1080 });

    private IFinalizedHistory History => _world.History;

    [Fact]
    public async Task What_was_undecided_is_not_asked_for_again_until_an_event_tells_it()
    {
        (await TextAtAsync(5)).Should().BeNull();
        _world.Protocol.Decide(5, Project, await _world.PutAsync("five"));
        (await TextAtAsync(5)).Should().BeNull("the mark of the first lookup stays");

        await _world.HearAsync(Project, 5, await _world.PutAsync("five"));
        (await TextAtAsync(5)).Should().Be("five");
    }

    [Fact]
    public async Task Of_a_mark_and_a_decision_for_one_epoch_the_latest_is_the_mark()
    {
        var four = await _world.PutAsync("four");
        await _world.HearAsync(Project, 4, four);
        (await History.LatestAsync(Project, 9, default)).Should().Be(new HistoryEntry(4, four));

        await TextAtAsync(5);
        await _world.HearAsync(Project, 5, await _world.PutAsync("five"));

        (await History.LatestAsync(Project, 9, default)).Should().Be(new HistoryEntry(5, null));
        (await History.LatestAsync(Project, 5, default)).Should().Be(new HistoryEntry(4, four));
        (await History.LatestAsync(Project, 4, default)).Should().BeNull();
    }

    [Fact]
    public async Task Own_snapshots_of_earlier_epochs_that_count_undecided_are_noted_for_the_aggregate_alone()
    {
        _world.Protocol.DecidesAtOnce = false;
        var old = await _world.BuildAsync(Project, 7, "seven");
        var own = await _world.BuildAsync(Project, 40, "forty");
        var last = await _world.BuildAsync(Project, 41, "forty-one");
        await _world.BuildAsync(Project, 42, "forty-two");
        await _world.HearAsync(Project, 41, last.Cid);
        var job = new FinalizedHistory(_world.State, _world.Protocol, _world.Contents, new WindowOptions { EpochSize = 10, BlockTimeSeconds = 1080 });
        var (counted, submitted, nothing) = (new AssumedSnapshots(42), new AssumedSnapshots(42), new AssumedSnapshots(42));

        (await job.Noting(counted).CountedAsync(Project, old.EpochId, 42, default)).Should().HaveCount(4);
        await job.Noting(submitted).SubmittedAsync(Project, 40, default);
        await job.Noting(nothing).SubmittedAsync(Project, 41, default);
        await job.Noting(nothing).SubmittedAsync(Project, 42, default);

        var expected = new AssumedSnapshot(40, Project, own.Cid);
        counted.Noted.Should().Equal([expected], "one was decided, one is of the aggregate's own epoch, and one is of long ago");
        submitted.Noted.Should().Equal(expected);
        nothing.Noted.Should().BeEmpty();
        _world.Protocol.DecidesAtOnce = true;
        await job.Noting(nothing).SubmittedAsync(Project, 40, default);
        nothing.Noted.Should().BeEmpty("the embedded protocol state decides on nothing else");
    }

    [Fact]
    public async Task A_mark_planted_for_a_future_epoch_does_not_become_the_latest()
    {
        await _world.HearAsync(Project, 4, await _world.PutAsync("four"));
        await TextAtAsync(99_999_999);

        (await History.LatestAsync(Project, 6, default))!.EpochId.Should().Be(4);
    }

    [Fact]
    public async Task The_first_epoch_is_asked_for_until_there_is_one()
    {
        (await History.FirstEpochAsync(Project, default)).Should().Be(0);
        _world.Protocol.Decide(7, Project, await _world.PutAsync("seven"));
        (await History.FirstEpochAsync(Project, default)).Should().Be(7);

        var reads = _world.Protocol.Reads;
        (await History.FirstEpochAsync(Project, default)).Should().Be(7);
        _world.Protocol.Reads.Should().Be(reads);
    }

    [Fact]
    public async Task Known_epochs_come_first_and_the_others_in_the_order_of_a_set()
    {
        for (var epoch = 60L; epoch <= 68; epoch++) _world.Protocol.Decide(epoch, Project, await _world.PutAsync(Text(epoch)));
        await _world.HearAsync(Project, 67, await _world.PutAsync("67"));
        await _world.HearAsync(Project, 61, await _world.PutAsync("61"));

        // list(set(range(60, 69)).difference({61, 67}))
        (await TextsAsync(60, 68)).Should().Equal("61", "67", "64", "65", "66", "68", "60", "62", "63");
        (await TextsAsync(60, 68)).Should().Equal(["60", "61", "62", "63", "64", "65", "66", "67", "68"], "all are known now");
    }

    [Fact]
    public async Task A_range_begins_at_the_first_epoch_and_asks_nothing_that_is_known()
    {
        for (var epoch = 3L; epoch <= 6; epoch++) await _world.FinalizeAsync(Project, epoch, await _world.PutAsync(Text(epoch)));
        await History.FirstEpochAsync(Project, default);
        var reads = _world.Protocol.Reads;

        (await TextsAsync(0, 6)).Should().Equal("3", "4", "5", "6");
        (await TextsAsync(0, 2)).Should().BeEmpty();
        (await TextAtAsync(2)).Should().BeNull();
        _world.Protocol.Reads.Should().Be(reads);
    }

    [Fact]
    public async Task An_epoch_whose_content_is_nowhere_is_left_out()
    {
        await _world.FinalizeAsync(Project, 1, CidOf.Content("never stored"u8));
        await _world.FinalizeAsync(Project, 2, await _world.PutAsync("2"));

        (await TextsAsync(1, 2)).Should().Equal("2");
    }

    [Fact]
    public async Task What_is_forgotten_is_asked_for_again()
    {
        var five = await _world.PutAsync("five");
        await _world.FinalizeAsync(Project, 5, five);
        await _world.BuildAsync(Project, 6, "six");
        await History.FirstEpochAsync(Project, default);
        await TextAtAsync(7);
        var reads = _world.Protocol.Reads;

        foreach (var what in Enum.GetValues<Remembered>()) await _world.State.ForgetAsync(what, default);

        (await History.LatestAsync(Project, 9, default)).Should().BeNull();
        (await History.SubmittedAsync(Project, 6, default)).Should().BeNull();
        (await _world.State.BuiltCidsAsync(6, [Project], default))[0].Should().NotBeNull("the snapshot itself stays");
        (await TextAtAsync(5)).Should().Be("five");
        _world.Protocol.Reads.Should().Be(reads + 2, "the first epoch and the decision are read anew");
    }

    [Fact]
    public async Task A_submission_is_remembered_again_when_the_snapshot_is_built_again()
    {
        await _world.BuildAsync(Project, 6, "six");
        await _world.State.ForgetAsync(Remembered.Submissions, default);
        await _world.BuildAsync(Project, 6, "six");

        Read(await History.SubmittedAsync(Project, 6, default)).Should().Be("six");
    }

    [Fact]
    public async Task A_submission_that_consensus_decided_against_gives_way_to_what_was_decided()
    {
        _world.Protocol.DecidesAtOnce = false;
        await _world.BuildAsync(Project, 6, "six");
        await _world.FinalizeAsync(Project, 6, await _world.PutAsync("what the others saw"));
        await _world.FinalizeAsync(Project, 7, await _world.PutAsync("what only the others saw"));

        Read(await History.SubmittedAsync(Project, 6, default)).Should().Be("what the others saw");
        (await History.SubmittedAsync(Project, 7, default)).Should().BeNull("this node built nothing then");
    }

    [Theory]
    [InlineData(10, 12, 24, 720)]
    [InlineData(10, 1080, 24, 8)]
    [InlineData(10, 12, 168, 5040)]
    [InlineData(7, 13, 24, 949)]
    public void A_window_holds_the_whole_epochs_that_fit_into_its_time(int size, int blockTime, int hours, long epochs) =>
        new WindowOptions { EpochSize = size, BlockTimeSeconds = blockTime }.EpochsIn(TimeSpan.FromHours(hours)).Should().Be(epochs);

    [Fact]
    public async Task A_window_does_not_begin_before_the_first_epoch()
    {
        _world.Protocol.Decide(3, Project, await _world.PutAsync("3"));

        (await History.TailAsync(Project, 10, TimeSpan.FromDays(1), default)).Should().Be(new WindowTail(3, Extrapolated: true));
        (await History.TailAsync(Project, 11, TimeSpan.FromDays(1), default)).Should().Be(new WindowTail(3, Extrapolated: false));
        (await History.TailAsync(Project, 12, TimeSpan.FromDays(1), default)).Should().Be(new WindowTail(4, Extrapolated: false));
    }

    [Fact]
    public async Task Of_an_undecided_epoch_the_nodes_own_snapshot_counts_until_consensus_has_decided()
    {
        var own = await _world.BuildAsync(Project, 2, "own");
        await TextAtAsync(3);
        (await History.CountedAsync(Project, 1, 3, default)).Should().Equal(new CountedSnapshot(2, own.Cid));

        var (two, three) = (await _world.PutAsync("two"), await _world.PutAsync("three"));
        _world.Protocol.Decide(2, Project, two);
        _world.Protocol.Decide(3, Project, three);
        (await History.CountedAsync(Project, 1, 3, default)).Should().Equal([new CountedSnapshot(2, two), new CountedSnapshot(3, three)], "a mark is no answer here");

        var reads = _world.Protocol.Reads;
        await History.CountedAsync(Project, 2, 3, default);
        _world.Protocol.Reads.Should().Be(reads, "decisions are remembered");
    }

    [Fact]
    public async Task What_a_job_learnt_counts_for_itself_at_once_and_for_others_when_its_result_is_written()
    {
        var window = new WindowOptions();
        _world.Protocol.Decide(3, Project, await _world.PutAsync("three"));
        var job = new FinalizedHistory(_world.State, _world.Protocol, _world.Contents, window);
        (await job.RangeAsync(Project, 1, 4, default)).Should().HaveCount(1);
        var reads = _world.Protocol.Reads;
        (await job.RangeAsync(Project, 1, 4, default)).Select(static content => Read(content)).Should().Equal("three");
        (await job.LatestAsync(Project, 9, default)).Should().Be(new HistoryEntry(4, null));
        _world.Protocol.Reads.Should().Be(reads, "the job knows it by now");
        (await _world.State.LatestHistoryAsync(Project, 9, default)).Should().BeNull("a death now leaves no trace");

        await _world.State.CommitAsync(job.Into(epochId: 0, new StateChange()), default);
        (await _world.State.HistoryAsync(Project, 1, 9, default)).Should().Equal(new HistoryEntry(3, CidOf.Content("three"u8)), new HistoryEntry(4, null));
        (await _world.State.FirstEpochAsync(Project, default)).Should().Be(3);
    }

    [Fact]
    public async Task Within_a_job_too_the_mark_is_the_latest_and_the_decision_is_read()
    {
        var job = new FinalizedHistory(_world.State, _world.Protocol, _world.Contents, new WindowOptions());
        await _world.FinalizeAsync(Project, 1, await _world.PutAsync("one"));
        (await job.AtAsync(Project, 2, default)).Should().BeNull();
        _world.Protocol.Decide(2, Project, await _world.PutAsync("two"));
        await job.CountedAsync(Project, 2, 2, default);
        (await job.LatestAsync(Project, 9, default)).Should().Be(new HistoryEntry(2, null));
        Read(await job.AtAsync(Project, 2, default)).Should().Be("two");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static string Text(long epoch) => epoch.ToString(CultureInfo.InvariantCulture);

    private static string? Read(ReadOnlyMemory<byte>? content) => content is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private async Task<string?> TextAtAsync(long epoch) => Read(await History.AtAsync(Project, epoch, default));

    private async Task<IEnumerable<string?>> TextsAsync(long from, long to) =>
        (await History.RangeAsync(Project, from, to, default)).Select(static content => Read(content));
}
