using Snapshotter.Core.Callers;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Api.Rest.Access;

public sealed class AccessTests
{
    [Fact]
    public async Task Retry_after_is_the_seconds_until_the_window_is_over()
    {
        await using var node = await LimitedNode.StartAsync("2/minute");
        for (var call = 0; call < 2; call++) (await node.GetAsync("/current_epoch")).Status.Should().Be(200);
        node.Time.Advance(TimeSpan.FromSeconds(17.4));
        var refused = await node.GetAsync("/current_epoch", ("Origin", "https://dashboard.example"));
        (refused.Status, refused.Header("Retry-After"), refused.Header("Access-Control-Allow-Origin")).Should().Be((429, "43", "*"));
        refused.Text.Should().Be(
            """{"error":{"details":"Rate limit exceeded: 2 per 1 minute. Check response body and headers for more details on backoff.","data":{"rate_violated":"2 per 1 minute","retry_after":43,"violating_domain":"2/minute"}}}""");
        node.Time.Advance(TimeSpan.FromSeconds(43));
        (await node.GetAsync("/current_epoch")).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_refusal_costs_the_store_nothing_until_it_may_have_changed()
    {
        await using var node = await LimitedNode.StartAsync("1/day");
        for (var call = 0; call < 100; call++) await node.GetAsync("/current_epoch");
        node.Meter.Takes.Should().Be(2, "one that was granted and one that was refused");
        node.Time.Advance(new CallerOptions().KnownFor);
        (await node.GetAsync("/current_epoch")).Status.Should().Be(429);
        node.Meter.Takes.Should().BeGreaterThan(2);
    }

    [Fact]
    public async Task A_snapshot_from_the_cache_counts_like_any_other()
    {
        await using var node = await LimitedNode.StartAsync("3/day");
        await node.Node.FinalizeAsync(1, "{\"v\":1}");
        var statuses = new List<int>();
        for (var call = 0; call < 5; call++) statuses.Add((await node.GetAsync($"/data/1/{Samples.Project}/")).Status);
        statuses.Should().Equal(200, 200, 200, 429, 429);
    }

    [Fact]
    public async Task What_needs_no_state_needs_no_key_and_takes_no_call()
    {
        await using var node = await LimitedNode.StartAsync("0/day", CoreApiSettings.Default with { KeyRequired = true });
        foreach (var (target, status) in new[] { ("/health", 200), ("/health/live", 200), ("/health/ready", 200), ("/docs", 200), ("/openapi.json", 200), ("/nope", 404), ("/current_epoch/", 307) })
        {
            (await node.GetAsync(target)).Status.Should().Be(status, target);
        }

        (await node.Node.Http.SendAsync("POST", "/current_epoch")).Status.Should().Be(405);
        (await node.Node.Http.SendAsync("OPTIONS", "/current_epoch", [("Origin", "https://a.example"), ("Access-Control-Request-Method", "GET")])).Status.Should().Be(200);
        node.Meter.Takes.Should().Be(0);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_answered_where_one_is_required()
    {
        await using var node = await LimitedNode.StartAsync("", CoreApiSettings.Default with { KeyRequired = true, HeaderKey = "X-Node-Key" });
        var key = await node.AddUserAsync("alice", "10/day");
        var refused = await node.GetAsync("/current_epoch", ("X-API-KEY", key));
        (refused.Status, refused.Header("WWW-Authenticate"), refused.Text).Should().Be((401, "ApiKey header=\"X-Node-Key\"", """{"error":{"details":"API key required"}}"""));
        (await node.GetAsync("/current_epoch", ("X-Node-Key", key))).Status.Should().Be(200);
    }

    [Fact]
    public async Task Success_and_refusals_are_counted_for_a_user_and_failures_are_not()
    {
        await using var node = await LimitedNode.StartAsync("");
        var key = await node.AddUserAsync("alice", "6/day");
        string[] targets = ["/current_epoch", "/epoch/abc", "/cid/9/none/", "/internal/snapshotter/epochProcessingStatus", "/epoch/1", "/current_epoch", "/current_epoch", "/current_epoch"];
        foreach (var target in targets) await node.GetAsync(target, ("X-API-KEY", key));
        (await node.CountsAsync("alice")).Should().Be(new CallCounts(3, 2, 4_102_444_800));
    }

    [Fact]
    public async Task Keys_of_a_user_share_one_limit_and_users_do_not()
    {
        await using var node = await LimitedNode.StartAsync("");
        var (alice, bob) = (await node.AddUserAsync("alice", "2/day"), await node.AddUserAsync("bob", "2/day"));
        var second = ApiKey.New();
        await node.Node.Users.AddKeyAsync("alice", KeyDigest.Of(second), default);
        foreach (var (key, status) in new[] { (alice, 200), (second, 200), (alice, 429), (second, 429), (bob, 200) }) (await node.GetAsync("/current_epoch", ("X-API-KEY", key))).Status.Should().Be(status);
    }

    [Fact]
    public async Task Calls_are_refused_while_the_meter_fails_and_counts_are_kept()
    {
        await using var node = await LimitedNode.StartAsync("", callers: new CallerOptions { CallsInAdvance = 0 });
        var key = await node.AddUserAsync("alice", "9/day");
        await node.GetAsync("/current_epoch", ("X-API-KEY", key));
        node.Meter.Failure = new StorageException("The disk is full.");
        var refused = await node.GetAsync("/current_epoch", ("X-API-KEY", key));
        (refused.Status, refused.Text).Should().Be((500, """{"error":{"details":"internal cache error"}}"""));
        (await node.GetAsync("/health")).Status.Should().Be(200);
        node.Meter.Failure = null;
        (await node.GetAsync("/current_epoch", ("X-API-KEY", key))).Status.Should().Be(200);
        (await node.CountsAsync("alice")).Calls.Should().Be(2);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("CF-Connecting-IP", "203.0.113.9")]
    public async Task Nobody_can_be_someone_else_unless_a_trusted_proxy_says_so(string header, string address)
    {
        await using var open = await LimitedNode.StartAsync("1/day");
        (await open.GetAsync("/current_epoch")).Status.Should().Be(200);
        (await open.GetAsync("/current_epoch", (header, address))).Status.Should().Be(429);

        await using var behind = await LimitedNode.StartAsync("1/day", proxies: ["127.0.0.0/8"]);
        (await behind.GetAsync("/current_epoch")).Status.Should().Be(200);
        (await behind.GetAsync("/current_epoch", (header, address))).Status.Should().Be(200);
        (await behind.GetAsync("/current_epoch", (header, address))).Status.Should().Be(429);
    }

    [Theory]
    [InlineData("6.6.6.6, 203.0.113.9", "what the caller wrote itself stands before what the proxy saw")]
    [InlineData("203.0.113.9, 127.0.0.7", "a second trusted proxy is passed over")]
    [InlineData(" 203.0.113.9 ", "blanks mean nothing")]
    [InlineData("203.0.113.9:4711", "some proxies add the port")]
    public async Task The_last_address_that_is_no_proxy_is_the_callers(string forwarded, string why)
    {
        await using var node = await LimitedNode.StartAsync("1/day", proxies: ["127.0.0.0/8"]);
        (await node.GetAsync("/current_epoch", ("X-Forwarded-For", "203.0.113.9"))).Status.Should().Be(200);
        (await node.GetAsync("/current_epoch", ("X-Forwarded-For", forwarded))).Status.Should().Be(429, why);
    }
}
