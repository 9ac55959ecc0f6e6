using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.JsonRpc.Throttling;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.JsonRpc.Throttling;

public class RateLimiterTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void All_windows_hold_at_once()
    {
        var limiter = new RateLimiter(RateLimitSpec.Parse("3/second;4/minute"), _time);
        for (var i = 0; i < 3; i++) limiter.TryTake(1).Should().Be(TimeSpan.Zero);
        limiter.TryTake(1).Should().Be(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));
        limiter.TryTake(1).Should().Be(TimeSpan.Zero);
        limiter.TryTake(1).Should().Be(TimeSpan.FromSeconds(59), "the minute is used up although the second is fresh");

        _time.Advance(TimeSpan.FromSeconds(59));
        limiter.TryTake(1).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void A_cost_above_the_whole_limit_passes_once_and_is_paid_for_later()
    {
        var limiter = new RateLimiter(RateLimitSpec.Parse("10/second"), _time);
        limiter.TryTake(25).Should().Be(TimeSpan.Zero);
        limiter.TryTake(1).Should().Be(TimeSpan.FromSeconds(2), "25 calls take two and a half windows; the third has room for five more");
        _time.Advance(TimeSpan.FromSeconds(2));
        limiter.TryTake(5).Should().Be(TimeSpan.Zero);
        limiter.TryTake(1).Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Without_windows_nothing_waits() => new RateLimiter(RateLimitSpec.None, _time).TryTake(1_000_000).Should().Be(TimeSpan.Zero);

    [Fact]
    public void However_requests_come_no_window_of_the_clock_passes_more_than_its_limit()
    {
        var honest = Prop.ForAll<byte[]>(gaps =>
        {
            var time = new FakeTime();
            var limiter = new RateLimiter(RateLimitSpec.Parse("5/second"), time);
            var start = time.GetUtcNow();
            var passed = 0;
            foreach (var gap in gaps)
            {
                time.Advance(TimeSpan.FromMilliseconds(gap));
                if (limiter.TryTake(1) == TimeSpan.Zero) passed++;
            }

            var seconds = (time.GetUtcNow() - start).TotalSeconds;
            return passed <= 5 * (Math.Floor(seconds) + 1);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(300), honest);
    }

    [Fact]
    public void A_wait_that_is_honoured_always_suffices()
    {
        var enough = Prop.ForAll<byte[]>(costs =>
        {
            var time = new FakeTime();
            var limiter = new RateLimiter(RateLimitSpec.Parse("7/second;20 per 5 second"), time);
            foreach (var cost in costs)
            {
                var wait = limiter.TryTake(1 + (cost % 9));
                time.Advance(wait);
                if (wait > TimeSpan.Zero && limiter.TryTake(1 + (cost % 9)) > TimeSpan.Zero) return false;
            }

            return true;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), enough);
    }
}
