using System.Net;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Tests.Core.Epochs;

public sealed class SourceFollowerTests
{
    private static readonly EpochOptions Options = new() { Size = 10, FirstBlock = 501, Limit = 60 };

    [Fact]
    public async Task Following_a_steady_chain_costs_one_request_per_epoch()
    {
        await using var bench = new FollowerBench(Options, static time => new PacedHead(time, 495, 1143, 12, time.GetUtcNow()));
        await bench.RunAsync();

        for (var id = 4L; id <= 60; id++)
        {
            // Where the head was seen far enough already, it is not asked for.
            bench.CostOf(id).Requests.Should().Be(1, $"epoch {id} is asked for once");
            bench.CostOf(id).Calls.Should().BeInRange(10, 11, $"epoch {id} needs its headers and at most its head");
        }
    }

    [Fact]
    public async Task Missed_slots_cost_a_few_requests_and_never_a_storm()
    {
        // About one slot in 100, as on mainnet.
        await using var bench = new FollowerBench(Options, static time => new SlotHead(time, 495, static slot => slot * 2654435761 % 97 == 0));
        await bench.RunAsync();

        var costs = Enumerable.Range(4, 57).Select(id => bench.CostOf(id)).ToArray();
        costs.Average(static cost => cost.Requests).Should().BeLessThan(1.5);
        costs.Max(static cost => cost.Requests).Should().BeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_head_that_stands_still_is_asked_for_at_the_polling_interval_at_most()
    {
        using var ending = new CancellationTokenSource();
        await using var bench = new FollowerBench(
            new EpochOptions { Size = 10, FirstBlock = 501, PollingInterval = TimeSpan.FromSeconds(5) },
            static _ => new StandingHead(505),
            inner => new Cancelling(inner, afterRequests: 100, ending));
        var start = bench.Time.GetUtcNow();

        var following = () => bench.RunAsync(ending.Token);

        await following.Should().ThrowAsync<OperationCanceledException>();
        (bench.Time.GetUtcNow() - start).Should().BeGreaterThan(TimeSpan.FromSeconds(5 * 98));
    }

    [Fact]
    public async Task An_endpoint_that_is_down_is_asked_ever_more_rarely_and_then_the_epochs_go_on()
    {
        await using var bench = new FollowerBench(
            new EpochOptions { Size = 10, FirstBlock = 501, Limit = 2 },
            static _ => new StandingHead(1143),
            static inner => new Failing(inner, first: 40));
        var start = bench.Time.GetUtcNow();

        await bench.RunAsync();

        bench.Progress.Now.Released!.Epoch.Id.Should().Be(2);
        bench.Progress.Now.SourceFailure.Should().BeNull();
        // Eight failures with five attempts each: waits of 1, 2, 4 ... seconds, two minutes at most.
        (bench.Time.GetUtcNow() - start).Should().BeGreaterThan(TimeSpan.FromSeconds(1 + 2 + 4 + 8 + 16 + 32 + 64));
    }

    [Fact]
    public async Task An_epoch_is_known_to_be_released_before_its_jobs_can_end()
    {
        var known = new List<long?>();
        FollowerBench? running = null;
        await using var bench = new FollowerBench(Options with { Limit = 3 }, static _ => new StandingHead(1143), onCommit: () => known.Add(running!.Progress.Now.Released?.Epoch.Id));
        running = bench;
        await bench.RunAsync();
        known.Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_second_start_goes_on_after_the_last_epoch()
    {
        await using var bench = new FollowerBench(Options, static _ => new StandingHead(1143));
        await bench.RunAsync();
        (await bench.Store.CurrentEpochAsync(CancellationToken.None))!.Epoch.Should().Be(new Epoch(60, 1091, 1100));
        (await bench.ReleaseExtraAsync(60)).Should().BeNull();
    }

    private sealed class StandingHead(long number) : IChainHead
    {
        public long Number => number;
    }

    private sealed class Cancelling(HttpMessageHandler inner, int afterRequests, CancellationTokenSource ending) : DelegatingHandler(inner)
    {
        private int _requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (++_requests == afterRequests) ending.Cancel();
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Failing(HttpMessageHandler inner, int first) : DelegatingHandler(inner)
    {
        private int _requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++_requests <= first ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("") }) : base.SendAsync(request, cancellationToken);
    }
}
