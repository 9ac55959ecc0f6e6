using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Access;

/// <summary>What a caller who means ill can make the node do, counted.</summary>
public sealed class HostileCallerTests
{
    private static readonly string[] StateWrites = [nameof(IStateStore.CommitAsync), nameof(IStateStore.ForgetAsync), nameof(IStateStore.PruneAsync)];

    /// <summary>Requests that made the original ask the chain, scan or write, and the most looks into the state and the content that each may cost here.</summary>
    public static TheoryData<string, int, int> Requests => new()
    {
        { "/cid/99999999/aggregate_24h_stats_lite:x:UNISWAPV2/", 1, 0 },
        { "/data/99999999/aggregate_24h_stats_lite:x:UNISWAPV2/", 1, 0 },
        { "/cid/115792089237316195423570985008687907853269984665640564039457584007913129639935/p/", 0, 0 },
        { "/data/1-1000/unknown/", 1, 0 },
        { "/data/1-100000000/unknown/", 0, 0 },
        { "/last_finalized_epoch/unknown", 1, 0 },
        { "/internal/snapshotter/status/unknown?data=true", 1, 0 },
        { "/internal/snapshotter/epochProcessingStatus?page=999999999999999999&size=30", 31, 0 },
        { "/time_series/1/0/1/unknown", 1, 0 },
        { "/time_series/99999999/0/86400/unknown", 1, 0 },
        { "/nothing/here", 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_costs_a_few_looks_by_key_and_no_write(string target, int reads, int contents)
    {
        using var folder = new TemporaryFolder();
        await using var inner = SqliteStateStore.Open(folder.Root);
        await using var innerContent = SqliteContentStore.Open(folder.Root);
        var (state, stateCalls) = CallCount.Of<IStateStore>(inner);
        var (content, contentCalls) = CallCount.Of<IContentStore>(innerContent);
        await using var node = await LimitedNode.StartAsync("", services: services => services.AddSingleton(state).AddSingleton(content));
        await node.Node.ReleaseAsync([.. Enumerable.Range(1, 40).Select(static id => (long)id)]);
        var (readsBefore, writesBefore) = (stateCalls.Except(StateWrites), stateCalls.Only(StateWrites));

        (await node.GetAsync(target)).Status.Should().BeInRange(200, 499);

        (stateCalls.Except(StateWrites) - readsBefore).Should().BeLessThanOrEqualTo(reads);
        contentCalls.Only(nameof(IContentStore.GetAsync)).Should().BeLessThanOrEqualTo(contents);
        stateCalls.Only(StateWrites).Should().Be(writesBefore);
        contentCalls.Except(nameof(IContentStore.GetAsync)).Should().Be(0);
    }

    [Fact]
    public async Task Invented_keys_leave_no_trace_in_store_or_memory()
    {
        await using var node = await LimitedNode.StartAsync("100000/day");
        for (var i = 0; i < 300; i++) (await node.GetAsync("/current_epoch", ("X-API-KEY", $"{i}-{ApiKey.New()}"))).Status.Should().Be(401);
        (await node.GetAsync("/current_epoch", ("X-API-KEY", new string('k', 7_000)))).Status.Should().Be(401);
        node.Meter.Takes.Should().Be(0);
        node.Node.Service<CallQuotas>().Count.Should().Be(0);
        Rows(node, "SELECT count(*) FROM meter").Should().Be(0);
        Rows(node, "SELECT count(*) FROM api_key").Should().Be(0);
    }

    [Fact]
    public async Task Invented_addresses_take_no_more_room_than_is_set_and_go_away()
    {
        await using var node = await LimitedNode.StartAsync("1/minute", proxies: ["127.0.0.1"], callers: new CallerOptions { MaxAddresses = 20 });
        for (var i = 0; i < 200; i++) await node.GetAsync("/current_epoch", ("X-Forwarded-For", $"2001:db8:{i:x}::1"));
        node.Node.Service<CallQuotas>().Count.Should().BeLessThanOrEqualTo(20);
        Rows(node, "SELECT count(*) FROM meter").Should().BeLessThanOrEqualTo(21);

        node.Time.Advance(TimeSpan.FromMinutes(2));
        while (await node.Meter.ForgetExpiredAsync(default))
        {
        }

        await node.Node.Service<CallQuotas>().FlushAsync(everything: true, default);
        Rows(node, "SELECT count(*) FROM meter").Should().BeLessThanOrEqualTo(1);
        node.Node.Service<CallQuotas>().Count.Should().Be(0);
    }

    [Fact]
    public async Task A_flood_is_refused_before_anything_is_looked_at()
    {
        using var folder = new TemporaryFolder();
        await using var inner = SqliteStateStore.Open(folder.Root);
        var (state, calls) = CallCount.Of<IStateStore>(inner);
        await using var node = await LimitedNode.StartAsync("", burst: 5, services: services => services.AddSingleton(state));
        RawAnswer? refused = null;
        var answered = 0;
        for (var i = 0; i < 1_000 && refused is null; i++)
        {
            var answer = await node.GetAsync("/current_epoch", ("Origin", "https://a.example"));
            if (answer.Status == 429) refused = answer;
            else answered++;
        }

        refused.Should().NotBeNull("a thousand requests take longer than the seconds in which 5 each are allowed, or they are a flood");
        (refused!.Header("Retry-After"), refused.Header("Access-Control-Allow-Origin")).Should().Be(("1", "*"));
        calls.Except().Should().Be(answered);
    }

    private static long Rows(LimitedNode node, string sql) => node.Node.Service<SqliteCallers>().Database.Read(session => session.Number(sql) ?? 0);
}
