using Snapshotter.Core.Epochs;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Telemetry;

/// <summary>Head deadline 300 s, release deadline 120 s, epoch deadline 300 s; epochs of ten blocks, two blocks of head offset, at most four in flight.</summary>
public sealed class HealthRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, ProgressSnapshot, int, int, string, string, string> Cases { get; } = new()
    {
        // What happened; progress; epochs in flight; seconds since the start; codes of head, release, epochs. A '!' marks what is not ready.
        { "just started", New(), 0, 1, "starting", "starting", "idle" },
        { "never read", New(), 0, 301, "!stalled", "starting", "idle" },
        { "head seen, none released", New(head: 5, movedAt: 100), 0, 200, "ok", "starting", "idle" },
        { "following", New(head: 32, movedAt: 390, released: 2, releasedAt: 390), 1, 400, "ok", "ok", "ok" },
        { "head at rest within its deadline", New(head: 32, movedAt: 100, released: 2, releasedAt: 100), 0, 400, "ok", "ok", "idle" },
        { "head at rest for too long", New(head: 32, movedAt: 100, released: 2, releasedAt: 100), 0, 401, "!stalled", "ok", "idle" },
        { "source fails, still young", New(head: 32, movedAt: 100, failure: "refused"), 0, 399, "retrying", "starting", "idle" },
        { "head at rest while the anchor chain releases nothing", New(head: 32, movedAt: 100) with { AnchorReadAt = Start }, 0, 401, "idle", "starting", "idle" },
        { "source fails for too long", New(head: 32, movedAt: 100, failure: "refused"), 0, 401, "!unreadable", "starting", "idle" },
        { "recording used up long ago", New(head: 32, movedAt: 100, released: 2, releasedAt: 100, usedUpAt: 32), 0, 90_000, "exhausted", "ok", "idle" },
        { "next epoch is there, release young", New(head: 42, movedAt: 200, released: 2, releasedAt: 100), 0, 320, "ok", "ok", "idle" },
        { "next epoch is there, release late", New(head: 42, movedAt: 200, released: 2, releasedAt: 100), 0, 321, "ok", "!stalled", "idle" },
        { "next epoch lacks one block", New(head: 41, movedAt: 200, released: 2, releasedAt: 100), 0, 321, "ok", "ok", "idle" },
        { "release waits for room", New(head: 42, movedAt: 200, released: 2, releasedAt: 100), 4, 321, "ok", "ok", "ok" },
        { "release waits for the source", New(head: 42, movedAt: 200, released: 2, releasedAt: 100, failure: "refused"), 0, 321, "retrying", "ok", "idle" },
        { "the state is away", New() with { StoreFailure = "Redis does not answer." }, 0, 1, "starting", "starting", "idle" },
        { "jobs within their deadline", New(head: 32, movedAt: 380, released: 2, releasedAt: 100, endedAt: 90), 1, 400, "ok", "ok", "ok" },
        { "jobs past their deadline", New(head: 32, movedAt: 380, released: 2, releasedAt: 100, endedAt: 90), 1, 401, "ok", "ok", "!stalled" },
        { "another epoch ended lately", New(head: 32, movedAt: 380, released: 2, releasedAt: 100, endedAt: 300), 1, 401, "ok", "ok", "ok" },
        { "jobs left by an earlier start, young", New(head: 32, movedAt: 250, released: 2), 2, 300, "ok", "ok", "ok" },
        { "jobs left by an earlier start, late", New(head: 32, movedAt: 250, released: 2), 2, 301, "ok", "ok", "!stalled" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Health_is_progress_against_deadlines(string situation, ProgressSnapshot progress, int inFlight, int seconds, string head, string release, string epochs)
    {
        var health = HealthRules.Judge(progress, inFlight, new EpochOptions(), new HealthOptions(), Start.AddSeconds(seconds));
        health = [.. health.Take(3)];
        health.Select(static stage => stage.Stage).Should().Equal("SOURCE_HEAD", "EPOCH_RELEASED", "SNAPSHOT_FINALIZE");
        health.Select(static stage => (stage.Ok ? "" : "!") + stage.Code).Should().Equal([head, release, epochs], situation);
        health.Should().OnlyContain(stage => stage.Sentence.EndsWith('.') || stage.Sentence == "refused");
    }

    [Fact]
    public void A_state_that_cannot_be_reached_is_told_at_once_with_the_reason_and_since_when()
    {
        var time = new FakeTime();
        var progress = new PipelineProgress(new SteadyTime(time));
        var began = time.GetUtcNow();
        progress.StoreAnswered("Redis cannot be reached.");
        time.Advance(TimeSpan.FromSeconds(5));
        progress.StoreAnswered("Redis did not answer in time.");

        var stage = HealthRules.Judge(progress.Now, 0, new EpochOptions(), new HealthOptions(), time.GetUtcNow()).Single(static stage => stage.Stage == "STATE_STORE");
        (stage.Ok, stage.Code, stage.Sentence, stage.Since).Should().Be((false, "unreachable", "Redis cannot be reached.", began));

        progress.StoreAnswered(null);
        HealthRules.Judge(progress.Now, 0, new EpochOptions(), new HealthOptions(), time.GetUtcNow()).Should().HaveCount(3);
    }

    private static ProgressSnapshot New(
        long? head = null, int movedAt = 0, int? released = null, int? releasedAt = null, int? endedAt = null, string? failure = null, long? usedUpAt = null) => new(Start)
        {
            Head = head,
            HeadMovedAt = head is null ? null : Start.AddSeconds(movedAt),
            SourceFailure = failure,
            UsedUpAtBlock = usedUpAt,
            Released = released is { } id ? Make.Released(id) : null,
            ReleasedAt = At(releasedAt),
            EndedAt = At(endedAt),
        };

    private static DateTimeOffset? At(int? seconds) => seconds is { } known ? Start.AddSeconds(known) : null;
}
