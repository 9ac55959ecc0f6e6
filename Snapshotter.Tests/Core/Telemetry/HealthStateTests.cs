using Snapshotter.Core.Epochs;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Api.Metrics;
using Snapshotter.Tests.Api.Rest;
using Snapshotter.Tests.Docs;

namespace Snapshotter.Tests.Core.Telemetry;

/// <summary>The list of health states is what the rules say, what the operators' page lists, and what stalled time is counted by.</summary>
public sealed class HealthStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> NotReady { get; } = Pairs(HealthState.All.Where(static state => !state.Ok).Select(static state => (state.Stage, state.Code)));

    [Fact]
    public void The_rules_reach_every_state_in_the_list_and_no_other()
    {
        var judged = HealthRulesTests.Cases.Select(static row => Judge((ProgressSnapshot)row[1], (int)row[2], (int)row[3]))
            .Concat(AnchorHealthTests.Cases.Select(static row => Judge(AnchorHealthTests.Progress((int?)row[1], (string?)row[2], (string?)row[3]), 0, (int)row[4])));

        var reached = judged.SelectMany(static stages => stages).Select(static stage => new HealthState(stage.Stage, stage.Code, stage.Ok)).Distinct();

        reached.Should().BeEquivalentTo(HealthState.All);
    }

    [Fact]
    public void The_operators_page_lists_every_state()
    {
        var stage = "";
        var listed = new List<HealthState>();
        foreach (var row in MarkdownFile.Open("docs", "operators.md").Rows().Where(static row => row.Length == 4 && row[2] is "yes" or "no"))
        {
            if (row[0].Length > 0) stage = row[0].Trim('`');
            listed.AddRange(row[1].Split(", ").Select(code => new HealthState(stage, code.Trim('`'), row[2] == "yes")));
        }

        listed.Should().BeEquivalentTo(HealthState.All);
    }

    [Theory]
    [MemberData(nameof(NotReady))]
    public async Task Time_that_is_not_ready_is_counted_by_what_is_waited_for(string stage, string code)
    {
        using var bench = new CollectorBench();
        var metrics = new StatusMetrics(bench.Meter);
        var status = await new FixedHealth { Stages = [new StageHealth(stage, false, code, "It waits.", Start, TimeSpan.Zero), new StageHealth("SOURCE_HEAD", true, "ok", "Fine.", Start, TimeSpan.Zero)] }.StatusAsync(default);

        metrics.Saw(status, TimeSpan.FromSeconds(5));
        metrics.Saw(status, TimeSpan.FromSeconds(2.5));

        var read = bench.Read();
        var stalled = read.Families["snapshotter_stalled_seconds_total"].Samples.Should().ContainSingle().Which;
        stalled.Labels.Should().Equal(new Dictionary<string, string> { ["waits_for"] = stage, ["code"] = code });
        stalled.Value.Should().Be(7.5);
        read.ValueOf("snapshotter_ready").Should().Be(0);
        var labels = bench.Meter.Metrics.Single(static metric => metric.Instrument.Name == "snapshotter.stalled").Labels;
        labels.Select(static label => label.Values).Should().SatisfyRespectively(values => values.Should().Contain(stage), values => values.Should().Contain(code));
    }

    [Fact]
    public async Task A_node_that_is_ready_does_not_stall()
    {
        using var bench = new CollectorBench();
        var metrics = new StatusMetrics(bench.Meter);
        var stages = HealthState.All.Where(static state => state.Ok).DistinctBy(static state => state.Stage).Select(static state => new StageHealth(state.Stage, true, state.Code, "Fine.", Start, TimeSpan.Zero));

        metrics.Saw(await new FixedHealth { Stages = [.. stages] }.StatusAsync(default), TimeSpan.FromSeconds(5));

        var read = bench.Read();
        read.Families.Should().NotContainKey("snapshotter_stalled_seconds_total");
        read.ValueOf("snapshotter_ready").Should().Be(1);
    }

    private static IReadOnlyList<StageHealth> Judge(ProgressSnapshot progress, int inFlight, int seconds) =>
        HealthRules.Judge(progress, inFlight, new EpochOptions(), new HealthOptions(), Start.AddSeconds(seconds));

    private static TheoryData<string, string> Pairs(IEnumerable<(string, string)> pairs)
    {
        var data = new TheoryData<string, string>();
        foreach (var (left, right) in pairs) data.Add(left, right);
        return data;
    }
}
