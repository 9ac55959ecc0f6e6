using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.JsonRpc.Endpoints;

/// <summary>What is told of an endpoint's last minutes.</summary>
public sealed class EndpointTallyTests
{
    private static readonly EndpointStatus Status = new("alias", EndpointState.Healthy, [], null);

    [Fact]
    public void Requests_and_failures_of_the_last_ten_minutes_are_told_and_older_ones_forgotten()
    {
        var time = new FakeTime();
        var tally = new EndpointTally(time);
        tally.Into(Status).Should().Be(Status);
        tally.Note(null);
        tally.Note("HTTP 503");
        var failedAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(5));
        tally.Note(null);
        tally.Into(Status).Should().Be(Status with { Requests = 3, Failures = 1, AnsweredAt = time.GetUtcNow(), LastFault = "HTTP 503", LastFaultAt = failedAt });
        time.Advance(TimeSpan.FromMinutes(6));
        tally.Into(Status).Requests.Should().Be(1);
        time.Advance(TimeSpan.FromHours(3));
        var quiet = tally.Into(Status);
        (quiet.Requests, quiet.Failures, quiet.LastFault).Should().Be((0, 0, "HTTP 503"));
    }
}
