using Snapshotter.Api.Chaos.Node;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Tests.Api.Chaos.Node;

public sealed class JumpingTimeTests
{
    [Fact]
    public void The_wall_clock_jumps_at_its_looks_and_a_steady_clock_over_it_does_not()
    {
        var jumps = 0;
        var time = new JumpingTime([new ClockJump(2, 3600), new ClockJump(4, -7200)], () => jumps++);
        var steady = new SteadyTime(time); // The first look.
        var start = steady.GetUtcNow();

        time.GetUtcNow().Should().BeCloseTo(start, TimeSpan.FromMinutes(1));
        time.GetUtcNow().Should().BeCloseTo(start.AddHours(1), TimeSpan.FromMinutes(1));
        time.GetUtcNow().Should().BeCloseTo(start.AddHours(1), TimeSpan.FromMinutes(1));
        time.GetUtcNow().Should().BeCloseTo(start.AddHours(-1), TimeSpan.FromMinutes(1));

        jumps.Should().Be(2);
        steady.GetUtcNow().Should().BeCloseTo(start, TimeSpan.FromMinutes(1));
    }
}
