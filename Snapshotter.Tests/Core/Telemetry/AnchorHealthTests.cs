using Snapshotter.Core.Epochs;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Core.Telemetry;

/// <summary>An anchor deadline of 60 s.</summary>
public sealed class AnchorHealthTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, int?, string?, string?, int, string> Cases { get; } = new()
    {
        { "read", 100, null, null, 400, "ok ok" },
        { "fails lately", 100, "refused", null, 160, "retrying ok" },
        { "fails for long", 100, "refused", null, 161, "!unreadable ok" },
        { "never answered", null, "refused", null, 61, "!unreadable ok" },
        { "not allowed", 100, null, "register", 120, "ok !refused" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_anchor_chain_and_the_account_are_judged(string situation, int? readAt, string? failure, string? refusal, int now, string expected)
    {
        var stages = HealthRules.Judge(Progress(readAt, failure, refusal), 0, new EpochOptions(), new HealthOptions(), Start.AddSeconds(now)).Skip(3);
        string.Join(' ', stages.Select(static stage => (stage.Ok ? "" : "!") + stage.Code)).Should().Be(expected, situation);
    }

    [Fact]
    public void A_node_without_an_anchor_chain_has_neither() =>
        HealthRules.Judge(new ProgressSnapshot(Start), 0, new EpochOptions(), new HealthOptions(), Start).Should().HaveCount(3);

    internal static ProgressSnapshot Progress(int? readAt, string? failure, string? refusal) => new(Start)
    {
        AnchorHead = 5,
        AnchorReadAt = readAt is { } at ? Start.AddSeconds(at) : null,
        AnchorFailure = failure,
        SubmissionFailure = refusal,
    };
}
