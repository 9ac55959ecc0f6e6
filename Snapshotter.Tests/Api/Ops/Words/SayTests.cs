using Snapshotter.Api.Ops;
using Snapshotter.Api.Ops.Parts;
using Snapshotter.Api.Ops.Words;
using Snapshotter.Core.Jobs.Ledger;

namespace Snapshotter.Tests.Api.Ops.Words;

/// <summary>How numbers, times and places are written.</summary>
public sealed class SayTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "now")]
    [InlineData(-9, "9 s ago")]
    [InlineData(-75, "1 min 15 s ago")]
    [InlineData(-3600, "1 h ago")]
    [InlineData(-100_000, "1 d 3 h ago")]
    [InlineData(42, "in 42 s")]
    public void A_moment_is_told_from_now(int seconds, string text) => Say.When(Now.AddSeconds(seconds), Now).Should().Be(text);

    [Theory]
    [InlineData(0, 0, "–")]
    [InlineData(3, 3, "100 %")]
    [InlineData(99_999, 100_000, "99.9 %")]
    [InlineData(1, 3, "33.3 %")]
    public void What_is_not_all_does_not_look_like_all(long part, long whole, string text) => Say.Percent(part, whole).Should().Be(text);

    [Fact]
    public void Lengths_and_numbers_are_short()
    {
        Say.Bytes(1023).Should().Be("1023 B");
        Say.Bytes(1536).Should().Be("1.5 KiB");
        Say.Number(1_234_567).Should().Be("1,234,567");
        Say.Decimal(0.04).Should().Be("0.0");
        Say.Decimal(1234.5).Should().Be("1,235");
        Say.Exactly(Now).Should().Be("2026-01-02 03:04:05 UTC");
    }

    [Theory]
    [InlineData("/ops/jobs?state=Dead", "/ops/jobs?state=Dead")]
    [InlineData("/ops", "/ops")]
    [InlineData("/opsx", "/ops")]
    [InlineData("//elsewhere.example/ops", "/ops")]
    [InlineData("https://elsewhere.example/ops/", "/ops")]
    [InlineData("/ops/\\elsewhere", "/ops")]
    [InlineData("/ops/a\nb", "/ops")]
    [InlineData(null, "/ops")]
    public void Nobody_is_sent_to_another_site(string? to, string place) => OpsPaths.Local(to).Should().Be(place);

    [Fact]
    public void The_chart_of_jobs_ends_now_fills_its_height_and_leaves_out_what_is_older()
    {
        var latest = JobPace.StretchOf(Now);
        var bars = PaceBars.Of([new JobPace(latest - 3600, 9, 9), new JobPace(latest - 10, 6, 2), new JobPace(latest, 4, 0)], Now, 120).ToList();
        bars.Select(static bar => bar.X).Should().Equal(PaceBars.Width - 8, PaceBars.Width - 4);
        bars[0].Done.Should().BeApproximately(6 * 120.0 / 18, 1e-9);
        bars[0].Title.Should().EndWith("6 done, 2 failed");
        PaceBars.Top([]).Should().Be(4, "nothing does not look like much");
    }
}
