using Snapshotter.Ethereum.JsonRpc.Throttling;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.JsonRpc.Throttling;

public class AdaptiveConcurrencyTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void A_refusal_halves_the_places_and_successes_bring_them_back()
    {
        var places = new AdaptiveConcurrency(8, _time);
        places.Throttled(_time.GetUtcNow(), null);
        places.Limit.Should().Be(4);
        for (var i = 0; i < 100; i++) places.Succeeded();
        places.Limit.Should().Be(8);
    }

    [Fact]
    public void Refusals_of_requests_sent_before_the_last_halving_tell_nothing_new()
    {
        var places = new AdaptiveConcurrency(8, _time);
        var sent = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 5; i++) places.Throttled(sent, null);
        places.Limit.Should().Be(4);

        _time.Advance(TimeSpan.FromSeconds(1));
        places.Throttled(_time.GetUtcNow(), null);
        places.Limit.Should().Be(2);
    }

    [Fact]
    public void At_least_one_place_is_left()
    {
        var places = new AdaptiveConcurrency(2, _time);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            places.Throttled(_time.GetUtcNow(), null);
        }

        places.Limit.Should().Be(1);
    }

    [Fact]
    public void The_pause_is_the_one_the_endpoint_asked_for()
    {
        var places = new AdaptiveConcurrency(8, _time);
        places.Throttled(_time.GetUtcNow(), TimeSpan.FromSeconds(7));
        places.Pause.Should().Be(TimeSpan.FromSeconds(7));
        _time.Advance(TimeSpan.FromSeconds(7));
        places.Pause.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task Who_finds_no_place_waits_until_one_is_given_back()
    {
        var places = new AdaptiveConcurrency(1, _time);
        await places.EnterAsync(CancellationToken.None);
        var second = places.EnterAsync(CancellationToken.None).AsTask();
        second.IsCompleted.Should().BeFalse();
        places.Exit();
        await second;
    }

    [Fact]
    public async Task Waiting_for_a_place_can_be_cancelled()
    {
        var places = new AdaptiveConcurrency(1, _time);
        await places.EnterAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var second = places.EnterAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await second.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }
}
