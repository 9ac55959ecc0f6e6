using Snapshotter.Core.Epochs;

namespace Snapshotter.Tests.Core.Epochs;

public sealed class HeadForecastTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly HeadForecast _forecast = new();

    [Fact]
    public void Without_two_heads_the_shortest_wait_is_taken()
    {
        Until(100, 0).Should().Be(Shortest);
        Saw(10, 0);
        Saw(10, 50);
        Until(100, 60).Should().Be(Shortest);
        _forecast.SecondsPerBlock.Should().BeNull();
    }

    [Fact]
    public void The_wait_is_the_pace_times_the_blocks_less_what_has_passed()
    {
        Saw(10, 0);
        Saw(12, 24);
        _forecast.SecondsPerBlock.Should().Be(12);
        Until(15, 24).Should().Be(TimeSpan.FromSeconds(36));
        Until(15, 34).Should().Be(TimeSpan.FromSeconds(26));
    }

    [Fact]
    public void The_wait_is_never_outside_its_bounds()
    {
        Saw(10, 0);
        Saw(11, 12);
        Until(11, 12).Should().Be(Shortest);
        Until(5, 500).Should().Be(Shortest);
        Until(1_000_000, 12).Should().Be(Longest);
    }

    [Fact]
    public void A_changed_pace_is_learnt_step_by_step()
    {
        Saw(0, 0);
        Saw(1, 10);
        Saw(2, 12);
        _forecast.SecondsPerBlock.Should().BeApproximately(7.6, 1e-9);
        for (var block = 3; block < 40; block++) Saw(block, 12 + (2 * (block - 2)));
        _forecast.SecondsPerBlock.Should().BeApproximately(2, 0.01);
    }

    [Fact]
    public void A_head_that_goes_back_teaches_nothing()
    {
        Saw(10, 0);
        Saw(11, 12);
        Saw(4, 13);
        Until(12, 12).Should().Be(TimeSpan.FromSeconds(12));
    }

    private void Saw(long head, int seconds) => _forecast.Saw(head, Start.AddSeconds(seconds));

    private TimeSpan Until(long block, int seconds) => _forecast.Until(block, Start.AddSeconds(seconds), Shortest, Longest);
}
