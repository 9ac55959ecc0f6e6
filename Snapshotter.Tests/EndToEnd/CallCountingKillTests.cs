using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;
using Snapshotter.Tests.Api.CommandLine;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The real node, killed without warning in the middle of a burst of calls.</summary>
public sealed class CallCountingKillTests
{
    private const int Limit = 6_000;
    private const int Clients = 20;
    private const int Kills = 3;

    [Fact]
    public async Task A_kill_forgets_no_answered_call_and_costs_no_more_than_what_was_taken_in_advance()
    {
        using var folder = new TemporaryFolder();
        var key = await PrepareAsync(folder.Root);
        var passed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var node = await StartAsync(folder.Root);
            passed += await BurstUntilKilledAsync(node, key, killAfter: 700);
        }

        await using var last = await StartAsync(folder.Root);
        passed += await CallUntilRefusedAsync(last.Url, key);

        passed.Should().BeLessThanOrEqualTo(Limit, "an answered call was counted before");
        // Beside what was taken in advance, each client may have a call that was granted and not answered when the kill came.
        var lost = Kills * ((Limit / WindowRules.SparePart) + Clients);
        passed.Should().BeGreaterThanOrEqualTo(Limit - lost);
    }

    [Fact]
    public async Task Counts_that_were_written_are_there_after_a_kill()
    {
        using var folder = new TemporaryFolder();
        var key = await PrepareAsync(folder.Root);
        await using (var node = await StartAsync(folder.Root))
        {
            using var http = new HttpClient { BaseAddress = node.Url };
            for (var call = 0; call < 50; call++) (await CallAsync(http, key)).Should().Be(200);
            // The node writes by itself, every quarter of a second; who waits reads what is written.
            while (await WrittenAsync(node.Admin) < 50) await Task.Yield();
            await BurstUntilKilledAsync(node, key, killAfter: 100);
        }

        await using var again = await StartAsync(folder.Root);
        (await WrittenAsync(again.Admin)).Should().BeGreaterThanOrEqualTo(50);
    }

    private static async Task<string> PrepareAsync(string folder)
    {
        var key = ApiKey.New();
        await using var callers = SqliteCallers.Open(folder);
        var users = new SqliteUserStore(callers);
        await users.SaveAsync(new User("alice", CallLimits.Parse($"{Limit}/day"), true), new CallCounts(0, 0, 4_102_444_800), default);
        await users.AddKeyAsync("alice", KeyDigest.Of(key), default);
        return key;
    }

    private static Task<KillableNode> StartAsync(string folder) => KillableNode.StartAsync(folder);

    private static async Task<int> BurstUntilKilledAsync(KillableNode node, string key, int killAfter)
    {
        var passed = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using var http = new HttpClient { BaseAddress = node.Url };
            try
            {
                while (await CallAsync(http, key) == 200)
                {
                    if (Interlocked.Increment(ref passed) == killAfter) node.Kill();
                }
            }
            catch (HttpRequestException)
            {
                // The node is gone.
            }
        }));
        passed.Should().BeGreaterThanOrEqualTo(killAfter, "the kill comes in the middle of the burst");
        return passed;
    }

    private static async Task<int> CallUntilRefusedAsync(Uri url, string key)
    {
        using var http = new HttpClient { BaseAddress = url };
        for (var passed = 0; ; passed++)
        {
            if (await CallAsync(http, key) != 200) return passed;
        }
    }

    private static async Task<int> CallAsync(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/current_epoch");
        request.Headers.Add("X-API-KEY", key);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static async Task<long> WrittenAsync(HttpClient admin) =>
        (long)JsonNode.Parse(await admin.GetStringAsync("/user/alice"))!["data"]!["callsCount"]!;
}
