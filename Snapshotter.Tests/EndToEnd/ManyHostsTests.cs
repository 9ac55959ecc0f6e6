using System.Net;
using Snapshotter.Core.Jobs;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>One node in several processes with Redis between them.</summary>
public sealed class ManyHostsTests
{
    private const int Epochs = 64;

    /// <summary>The snapshots that the original built of these epochs and that are recorded.</summary>
    private const int Compared = 720 + 540;

    [Fact]
    public async Task A_detector_and_three_workers_give_the_bytes_of_the_original_though_one_of_them_is_killed()
    {
        await using var server = await RedisServer.StartAsync();
        await using var hosts = new RedisHosts(server.NextDatabase());
        var detector = hosts.Start("detector", isDetector: true, isWorker: false);
        var url = await RedisHosts.ListensAsync(detector);
        var workers = Enumerable.Range(1, 3).Select(number => hosts.Start($"worker{number}", isDetector: false, isWorker: true)).ToArray();
        foreach (var worker in workers) _ = RedisHosts.DrainAsync(worker);

        await hosts.EndedAsync(10);
        workers[0].Kill();
        await hosts.EndedAsync(Epochs);

        (await hosts.CompareAsync(Epochs)).Should().Be(Compared);
        (await hosts.DepthAsync()).Dead.Should().Be(0);
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(url, "/health"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await http.GetAsync(new Uri(url, "/current_epoch"))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_node_waits_for_a_redis_that_was_killed_says_so_and_goes_on_without_loss()
    {
        await using var server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var hosts = new RedisHosts(server.NextDatabase());
        var url = await RedisHosts.ListensAsync(hosts.Start("node", isDetector: true, isWorker: true));
        await hosts.EndedAsync(5);

        await server.KillAsync();
        using var http = new HttpClient();
        string told;
        HttpResponseMessage answer;
        do
        {
            answer = await http.GetAsync(new Uri(url, "/health"));
            told = await answer.Content.ReadAsStringAsync();
        }
        while (answer.IsSuccessStatusCode);
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        told.Should().Contain("Redis");

        await server.RestartAsync();
        await hosts.EndedAsync(Epochs);
        (await hosts.CompareAsync(Epochs)).Should().Be(Compared);
        (await hosts.DepthAsync()).Should().Be(new QueueDepth(0, 0, 0));
    }
}
