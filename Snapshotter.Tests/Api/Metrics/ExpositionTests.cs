using System.Diagnostics.Metrics;
using Snapshotter.Api.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Tests.Api.Metrics;

public sealed class ExpositionTests
{
    private static readonly MetricLabel Kind = new("kind", "which");
    private static readonly InstrumentAdvice<double> Bounds = new() { HistogramBucketBoundaries = [0.5, 1, 2.5] };

    [Fact]
    public void A_counter_is_written_with_its_unit_and_suffix()
    {
        using var bench = new CollectorBench();
        bench.Meter.Seconds("snapshotter.waited", "How long.", Kind).Add(1.5, Tag.Of(Kind, "a"));

        bench.Collector.Write(ExpositionFormat.Prometheus).Should().Be(
            """
            # TYPE snapshotter_waited_seconds_total counter
            # HELP snapshotter_waited_seconds_total How long.
            snapshotter_waited_seconds_total{kind="a"} 1.5

            """);
        bench.Collector.Write(ExpositionFormat.OpenMetrics).Should().Be(
            """
            # TYPE snapshotter_waited_seconds counter
            # UNIT snapshotter_waited_seconds seconds
            # HELP snapshotter_waited_seconds How long.
            snapshotter_waited_seconds_total{kind="a"} 1.5
            # EOF

            """);
    }

    [Fact]
    public void A_histogram_has_rising_buckets_a_sum_and_a_count()
    {
        using var bench = new CollectorBench();
        var histogram = bench.Meter.Durations("snapshotter.took", "How long.", Bounds, Kind);
        foreach (var value in new[] { 0.1, 0.5, 0.6, 2.5, 3 }) histogram.Record(value, Tag.Of(Kind, "a"));

        bench.Collector.Write(ExpositionFormat.Prometheus).Should().Be(
            """
            # TYPE snapshotter_took_seconds histogram
            # HELP snapshotter_took_seconds How long.
            snapshotter_took_seconds_bucket{kind="a",le="0.5"} 2
            snapshotter_took_seconds_bucket{kind="a",le="1"} 3
            snapshotter_took_seconds_bucket{kind="a",le="2.5"} 4
            snapshotter_took_seconds_bucket{kind="a",le="+Inf"} 5
            snapshotter_took_seconds_sum{kind="a"} 6.7
            snapshotter_took_seconds_count{kind="a"} 5

            """);
        bench.Read().Families.Should().ContainKey("snapshotter_took_seconds");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with \"quotes\", a \\ and a\nbreak")]
    [InlineData("")]
    [InlineData("ünïcödé")]
    public void Any_label_value_and_sentence_is_read_as_it_was_meant(string text)
    {
        using var bench = new CollectorBench();
        bench.Meter.Count("snapshotter.happened", "{event}", text, Kind).Add(1, Tag.Of(Kind, text));

        foreach (var format in Enum.GetValues<ExpositionFormat>())
        {
            var read = ExpositionText.Parse(bench.Collector.Write(format), format == ExpositionFormat.OpenMetrics);
            read.Samples.Single().Labels["kind"].Should().Be(text);
            read.Families.Values.Single().Help.Should().Be(text);
        }
    }

    [Fact]
    public void What_is_observed_is_read_at_each_look_and_goes_when_it_is_gone()
    {
        using var bench = new CollectorBench();
        var values = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        bench.Meter.Observe("snapshotter.depth", "{job}", "How many.", () => values.Select(static value => new Measurement<int>(value.Value, Tag.Of(Kind, value.Key))), Kind);

        bench.Read().Samples.Select(static sample => (sample.Labels["kind"], sample.Value)).Should().Equal(("a", 1), ("b", 2));
        values.Remove("a");
        values["b"] = 7;
        bench.Read().Samples.Select(static sample => (sample.Labels["kind"], sample.Value)).Should().Equal(("b", 7));
    }

    [Fact]
    public void A_gauge_that_fails_does_not_take_the_others_with_it()
    {
        using var bench = new CollectorBench();
        bench.Meter.Observe<int>("snapshotter.broken", "{job}", "Fails.", static () => throw new InvalidOperationException("no"));
        bench.Meter.Observe<int>("snapshotter.whole", "{job}", "Does not.", static () => [new Measurement<int>(3)]);

        bench.Read().ValueOf("snapshotter_whole").Should().Be(3);
    }

    [Fact]
    public void Series_are_bounded_and_what_is_not_kept_is_counted()
    {
        using var bench = new CollectorBench();
        var counter = bench.Meter.Count("snapshotter.happened", "{event}", "What.", Kind);
        for (var i = 0; i < SeriesTable.Capacity + 5; i++) counter.Add(1, Tag.Of(Kind, $"value {i}"));
        counter.Add(1, Tag.Of(Kind, "value 0"));

        var read = bench.Read();
        read.Families["snapshotter_happened_total"].Samples.Should().HaveCount(SeriesTable.Capacity);
        read.ValueOf("snapshotter_happened_total", ("kind", "value 0")).Should().Be(2);
        read.ValueOf("snapshotter_metrics_dropped_total").Should().Be(5);
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_record_at_once()
    {
        using var bench = new CollectorBench();
        var counter = bench.Meter.Count("snapshotter.happened", "{event}", "What.", Kind);
        var histogram = bench.Meter.Durations("snapshotter.took", "How long.", Bounds, Kind);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counter.Add(1, Tag.Of(Kind, $"{i % 7}"));
                histogram.Record(i % 4, Tag.Of(Kind, $"{i % 7}"));
            }
        })));

        var read = bench.Read();
        read.Families["snapshotter_happened_total"].Samples.Sum(static sample => sample.Value).Should().Be(80_000);
        read.Samples.Where(static sample => sample.Name == "snapshotter_took_seconds_count").Sum(static sample => sample.Value).Should().Be(80_000);
        read.Samples.Where(static sample => sample.Name == "snapshotter_took_seconds_sum").Sum(static sample => sample.Value).Should().Be(120_000);
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        using var bench = new CollectorBench();
        var counter = bench.Meter.Count("snapshotter.happened", "{event}", "What.", Kind);
        var histogram = bench.Meter.Durations("snapshotter.took", "How long.", Bounds, Kind);
        Record();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Record();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Record()
        {
            counter.Add(1, Tag.Of(Kind, "a"), Tag.Of(Kind, "b"), Tag.Of(Kind, "c"));
            histogram.Record(0.7, Tag.Of(Kind, "a"), Tag.Of(Kind, "b"));
        }
    }

    [Fact]
    public void Nothing_is_computed_while_nobody_listens()
    {
        using var bench = new CollectorBench(isOn: false);
        var counter = bench.Meter.Count("snapshotter.happened", "{event}", "What.", Kind);
        counter.Enabled.Should().BeFalse();
    }

    [Theory]
    [InlineData("# TYPE a counter\n# HELP a x\na 1\n", "_total")]
    [InlineData("# TYPE a gauge\n# HELP a x\na 1\na 2\n", "twice")]
    [InlineData("# HELP a x\na 1\n", "TYPE")]
    [InlineData("# TYPE a gauge\n# HELP a x\nb 1\n", "no sample of")]
    [InlineData("# TYPE a gauge\n# HELP a x\na{b=\"\\q\"} 1\n", "No sample")]
    [InlineData("# TYPE a histogram\n# HELP a x\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n", "rise")]
    [InlineData("# TYPE a histogram\n# HELP a x\na_bucket{le=\"1\"} 2\na_sum 1\na_count 2\n", "+Inf")]
    [InlineData("# TYPE a gauge\n# HELP a x\na 1", "end")]
    public void The_check_of_the_format_finds_faults(string text, string fault) =>
        FluentActions.Invoking(() => ExpositionText.Parse(text)).Should().Throw<FormatException>().WithMessage($"*{fault}*");
}
