using System.Net;
using Snapshotter.Core.Callers;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Access;

/// <summary>Limits under many callers at once, over a clock that stands still, so that every window has its exact number.</summary>
public sealed class BurstTests
{
    private const int Requests = 10_000;
    private const int Clients = 50;

    [Fact]
    public async Task Of_ten_thousand_requests_by_fifty_clients_exactly_the_allowed_number_passes_in_each_window()
    {
        await using var node = await LimitedNode.StartAsync("");
        var key = await node.AddUserAsync("alice", "777/minute;2000/day");
        foreach (var allowed in new[] { 777, 777, 446 })
        {
            var statuses = await BurstAsync(node, client => [("X-API-KEY", key)]);
            statuses.Should().HaveCount(Requests);
            (statuses.Count(static status => status == 200), statuses.Count(static status => status == 429)).Should().Be((allowed, Requests - allowed));
            node.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await node.CountsAsync("alice")).Should().Be(new CallCounts(2_000, (3 * Requests) - 2_000, 4_102_444_800));
    }

    [Fact]
    public async Task Fifty_addresses_at_once_have_each_their_own_exact_number()
    {
        await using var node = await LimitedNode.StartAsync("33/minute", proxies: ["127.0.0.1"]);
        var statuses = await BurstAsync(node, client => [("X-Forwarded-For", $"203.0.113.{client}")]);
        statuses.Count(static status => status == 200).Should().Be(33 * Clients);
        statuses.Count(static status => status == 429).Should().Be(Requests - (33 * Clients));
    }

    [Fact]
    public async Task Two_hosts_over_one_meter_let_through_the_number_together()
    {
        await using var stores = new Support.Stores.SqliteCallerStores(100);
        var limits = CallLimits.Parse("5000/minute");
        CallQuotas[] hosts = [new(stores.Meter, new CallerOptions(), stores.Time), new(stores.Meter, new CallerOptions(), stores.Time)];
        var passed = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var call = 0; call < Requests / Clients; call++)
            {
                var decision = await hosts[client % 2].EnterAsync(CallerId.User("alice"), limits);
                if (decision.Refusal is not null) continue;
                decision.Quota.End(succeeded: true);
                Interlocked.Increment(ref passed);
            }
        })));

        passed.Should().BeInRange(5_000 - (5_000 / WindowRules.SparePart), 5_000, "what one host holds unused is all that can be missing");
        foreach (var host in hosts) await host.FlushAsync(everything: true, default);
        stores.Time.Advance(new CallerOptions().KnownFor);
        while ((await hosts[0].EnterAsync(CallerId.User("alice"), limits)).Refusal is null) passed++;
        passed.Should().Be(5_000, "what was given back is let through");
    }

    [Fact]
    public async Task Hundreds_of_thousands_of_calls_ask_the_store_a_few_hundred_times()
    {
        await using var stores = new Support.Stores.SqliteCallerStores(100);
        var meter = new CountingMeter(stores.Meter);
        var quotas = new CallQuotas(meter, new CallerOptions(), stores.Time);
        var limits = CallLimits.Parse("100000000/day");
        for (var call = 0; call < 200_000; call++) (await quotas.EnterAsync(CallerId.Anonymous(IPAddress.Loopback), limits)).Quota.End(succeeded: true);
        meter.Takes.Should().BeLessThan(250);
    }

    [Fact]
    public async Task Calls_taken_in_advance_go_back_when_their_caller_falls_silent()
    {
        await using var stores = new Support.Stores.SqliteCallerStores(100);
        var quotas = new CallQuotas(stores.Meter, new CallerOptions(), stores.Time);
        var limits = CallLimits.Parse("32000/day");
        (await quotas.EnterAsync(CallerId.User("alice"), limits)).Quota.End(succeeded: true);
        stores.Time.Advance(new CallerOptions().CountInterval);
        await quotas.FlushAsync(everything: false, default);
        (await stores.Meter.TakeAsync(new CallTake(CallerId.User("alice"), limits, 40_000), default)).Count.Should().Be(31_999);
    }

    [Fact]
    public async Task Silent_callers_are_let_go_and_come_back_with_what_they_used()
    {
        await using var stores = new Support.Stores.SqliteCallerStores(100);
        var quotas = new CallQuotas(stores.Meter, new CallerOptions { MaxAddresses = 50 }, stores.Time);
        var limits = CallLimits.Parse("1/day");
        for (var client = 0; client < 200; client++) await quotas.EnterAsync(Address(client), limits);
        quotas.Count.Should().Be(50);
        (await quotas.EnterAsync(Address(199), limits)).Refusal.Should().NotBeNull("callers beyond the most share one limit");

        foreach (var client in Enumerable.Range(0, 50)) (await quotas.EnterAsync(Address(client), limits)).Refusal.Should().NotBeNull();
        await quotas.FlushAsync(everything: false, default);
        stores.Time.Advance(TimeSpan.FromMinutes(1));
        await quotas.FlushAsync(everything: false, default);
        quotas.Count.Should().Be(50, "a call that was let through and not ended holds its quota");
        (await quotas.EnterAsync(Address(0), limits)).Refusal.Should().NotBeNull();
    }

    private static CallerId Address(int client) => CallerId.Anonymous(new IPAddress([203, 0, (byte)(client / 256), (byte)(client % 256)]));

    private static async Task<List<int>> BurstAsync(LimitedNode node, Func<int, (string Name, string Value)[]> headersOf)
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{node.Node.Port}") };
            foreach (var (name, value) in headersOf(client)) http.DefaultRequestHeaders.Add(name, value);
            var seen = new List<int>();
            for (var request = 0; request < Requests / Clients; request++)
            {
                using var answer = await http.GetAsync("/current_epoch");
                seen.Add((int)answer.StatusCode);
            }

            return seen;
        }));
        return [.. statuses.SelectMany(static seen => seen)];
    }
}
