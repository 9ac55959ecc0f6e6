using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Core;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Xunit.Abstractions;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>What an epoch costs of the way to Redis and back.</summary>
public sealed class RedisRoundTripsTests(SharedRedis redis, ITestOutputHelper output) : IClassFixture<SharedRedis>
{
    private const int Epochs = 64;

    /// <summary>So few bytes of contents are remembered that those of earlier epochs are read again, as in a network whose days are long.</summary>
    private const int OneEpoch = 64 * 1024;

    /// <summary>The first epoch whose windows and caches are as those of all later ones.</summary>
    private const int Steady = 16;

    [Fact]
    public async Task A_seven_pair_epoch_with_all_aggregates_costs_at_most_thirty_round_trips()
    {
        var trips = await CountAsync();

        trips.Should().HaveCount(Epochs - Steady);
        output.WriteLine($"mean {trips.Average():F1}, at most {trips.Max()}");
        trips.Average().Should().BeLessThanOrEqualTo(30, $"the epochs cost {string.Join(' ', trips)}");
    }

    /// <summary>
    /// Runs the golden chain through the whole pipeline, one epoch after another, and counts for each epoch the batches of commands that went to the server and were
    /// answered, from the end of the epoch before to its own: what it is released with, its jobs, its contents, and the end's being noted. The
    /// clock stands still, so that what is done every few seconds however many epochs there are (looks for news, the detector's turn) is left out.
    /// </summary>
    private async Task<IReadOnlyList<long>> CountAsync()
    {
        using var folder = new TemporaryFolder();
        var chain = RecordedWorld.Golden.Chain;
        await using var source = await RecordedChainHost.StartAsync(chain, FixedHead.AllOf(chain), 0, default);
        using var data = DataFolder.Hold(folder.Root);
        await using var services = RedisNode.Wire(
            redis.Server.NextDatabase(), source.Url, Epochs, data, new Dictionary<string, string?> { ["Epochs:LastBlock"] = $"{chain.Last}" }, static link => new RedisContentStore(link, OneEpoch), new FakeTime());

        var link = services.GetRequiredService<RedisLink>();
        var ends = new List<long>();
        services.GetRequiredService<EpochTracker>().EpochEnded += _ => ends.Add(link.RoundTrips);
        await services.GetRequiredService<Pipeline>().RunAsync(default).WaitAsync(TimeSpan.FromMinutes(5));
        ends.Should().HaveCount(Epochs);
        return [.. ends.Skip(Steady).Zip(ends.Skip(Steady - 1), static (end, before) => end - before)];
    }
}
