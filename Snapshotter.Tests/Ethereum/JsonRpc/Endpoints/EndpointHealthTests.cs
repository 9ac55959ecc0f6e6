using Snapshotter.Ethereum.JsonRpc.Endpoints;

namespace Snapshotter.Tests.Ethereum.JsonRpc.Endpoints;

public class EndpointHealthTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly HealthPolicy Policy = new(DownAfter: 3, Cooldown: TimeSpan.FromSeconds(5), MaxCooldown: TimeSpan.FromSeconds(30));

    // Events, each one second after the one before: +m answered, -m failed, x no connection, ? a trial starts.
    [Theory]
    [InlineData("", EndpointState.Healthy)]
    [InlineData("+a", EndpointState.Healthy)]
    [InlineData("-a", EndpointState.Suspect)]
    [InlineData("-a +a", EndpointState.Healthy)]
    [InlineData("-a +b", EndpointState.Suspect)]
    [InlineData("-a -a", EndpointState.Suspect)]
    [InlineData("-a -b -c", EndpointState.Suspect)]
    [InlineData("-a -a -a", EndpointState.Down)]
    [InlineData("-a -a +a -a", EndpointState.Suspect)]
    [InlineData("-a +b -a +b -a +b", EndpointState.Down)]
    [InlineData("-a -a -a +b +b +b", EndpointState.Down)]
    [InlineData("-a -a -a +a", EndpointState.Healthy)]
    [InlineData("-a -a -a -b +a", EndpointState.Suspect)]
    [InlineData("-a -a -a -b +a +b", EndpointState.Healthy)]
    [InlineData("x", EndpointState.Suspect)]
    [InlineData("x x x", EndpointState.Down)]
    [InlineData("x x x +b", EndpointState.Healthy)]
    [InlineData("x -a +b", EndpointState.Suspect)]
    [InlineData("-a -a -a ? +b", EndpointState.Down)]
    [InlineData("-a -a -a ? +a", EndpointState.Healthy)]
    [InlineData("-a -a -a ? -a", EndpointState.Down)]
    [InlineData("?", EndpointState.Healthy)]
    public void The_states_follow_the_table(string events, EndpointState expected) =>
        Run(events).Health.State.Should().Be(expected);

    [Fact]
    public void Being_alive_alone_does_not_bring_an_endpoint_back_that_keeps_failing_the_real_query()
    {
        var (health, now) = Run("-eth_getLogs -eth_getLogs -eth_getLogs");
        for (var i = 0; i < 1000; i++) health = health.After(HealthEvent.Answered("eth_blockNumber"), now.AddSeconds(i), Policy);
        health.State.Should().Be(EndpointState.Down);
        health.Failures.Should().ContainKey("eth_getLogs");
    }

    [Fact]
    public void An_endpoint_that_tells_of_another_chain_sits_out_twice_as_long_each_time_whatever_it_answers()
    {
        var (health, now) = (EndpointHealth.Initial, Start);
        foreach (var seconds in (int[])[5, 10, 20, 30, 30])
        {
            health = health.After(HealthEvent.Contradicted, now, Policy).After(HealthEvent.Answered("eth_getLogs"), now, Policy);
            health.State.Should().Be(EndpointState.Down);
            health.Failures.Keys.Should().Equal("chain");
            health.IsTrialDue(now.AddSeconds(seconds - 1)).Should().BeFalse();
            now = now.AddSeconds(seconds);
            health.IsTrialDue(now).Should().BeTrue();
            health = health.After(HealthEvent.TrialStarted, now, Policy);
            health.State.Should().Be(EndpointState.Healthy, "it is trusted again until it is contradicted again");
        }

        health.After(HealthEvent.Failed("a"), now, Policy).After(HealthEvent.Answered("a"), now, Policy).After(HealthEvent.Contradicted, now, Policy).IsTrialDue(now.AddSeconds(5)).Should().BeTrue();
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(4, 30)]
    [InlineData(9, 30)]
    public void Each_failed_trial_doubles_the_wait_for_the_next_up_to_the_longest(int trips, int seconds)
    {
        var (health, now) = Run("-a -a -a");
        for (var i = 1; i < trips; i++)
        {
            now = health.TrialAt;
            health.IsTrialDue(now).Should().BeTrue();
            health = health.After(HealthEvent.TrialStarted, now, Policy).After(HealthEvent.Failed("a"), now, Policy);
        }

        health.TrialAt.Should().Be(now.AddSeconds(seconds));
        health.IsTrialDue(health.TrialAt.AddTicks(-1)).Should().BeFalse();
    }

    [Fact]
    public void Requests_that_were_under_way_when_it_went_down_do_not_prolong_the_wait()
    {
        var (health, now) = Run("-a -a -a");
        var after = health.After(HealthEvent.Failed("a"), now.AddSeconds(1), Policy).After(HealthEvent.Failed("a"), now.AddSeconds(2), Policy);
        after.TrialAt.Should().Be(health.TrialAt);
        after.Trips.Should().Be(1);
    }

    [Fact]
    public void Only_one_trial_is_made_at_a_time()
    {
        var (health, _) = Run("-a");
        var due = health.TrialAt;
        health.IsTrialDue(due).Should().BeTrue();
        health.After(HealthEvent.TrialStarted, due, Policy).IsTrialDue(due).Should().BeFalse();
    }

    [Fact]
    public void Recovery_forgets_how_long_the_wait_had_become()
    {
        var (health, now) = Run("-a -a -a ? -a ? -a");
        health.Trips.Should().Be(3);
        health.After(HealthEvent.Answered("a"), now, Policy).Should().BeSameAs(EndpointHealth.Initial);
    }

    private static (EndpointHealth Health, DateTimeOffset Now) Run(string events)
    {
        var health = EndpointHealth.Initial;
        var now = Start;
        foreach (var item in events.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            now = now.AddSeconds(1);
            health = health.After(Event(item), now, Policy);
        }

        return (health, now);
    }

    private static HealthEvent Event(string item) => item[0] switch
    {
        '+' => HealthEvent.Answered(item[1..]),
        '-' => HealthEvent.Failed(item[1..]),
        'x' => HealthEvent.Unreachable,
        _ => HealthEvent.TrialStarted,
    };
}
