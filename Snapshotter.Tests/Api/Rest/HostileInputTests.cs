using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.Rest.Access;

namespace Snapshotter.Tests.Api.Rest;

public sealed class HostileInputTests
{
    public static TheoryData<string> Targets =>
    [
        "/" + new string('a', 4_000),
        "/" + string.Concat(Enumerable.Repeat("a/", 2_000)),
        "/data/" + new string('9', 4_000) + "/p/",
        "/data/" + new string('9', 4_000) + "-" + new string('9', 3_000) + "/p/",
        "/data/1/" + new string('x', 7_000) + "/",
        "/data/%FF%FE/%C0%AF/",
        "/data/1/%ED%A0%80/",
        "/cid/1/%/",
        "/cid/1/%zz%2/",
        "/cid/1/%25%35%63/",
        "/epoch/%F0%9F%92%A9",
        "/epoch/1%0d%0aX:%20y",
        "/last_finalized_epoch/%0d%0aSet-Cookie:%20a=b",
        "/last_finalized_epoch/'%20OR%201=1--",
        "/internal/snapshotter/epochProcessingStatus?page=" + new string('9', 5_000),
        "/internal/snapshotter/epochProcessingStatus?size=-99999999999999999999",
        "/internal/snapshotter/epochProcessingStatus?size=2147483648",
        "/internal/snapshotter/epochProcessingStatus?page=%FF%FE&size=%00",
        "/internal/snapshotter/status/p?data=%F0%9F%92%A9",
        "/docs/../../../etc/passwd",
        "/docs/..%2f..%2fappsettings.json",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/health%00",
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Absurd_targets_are_the_callers_mistake(string target)
    {
        await using var node = await RestNode.StartAsync();
        var answer = await node.Http.GetAsync(target);
        answer.Status.Should().BeInRange(400, 499);
        answer.Headers.Should().NotContainKey("Set-Cookie").And.NotContainKey("X");
    }

    [Theory]
    [InlineData("/internal/snapshotter/epochProcessingStatus?&&&&&&=&==&page")]
    [InlineData("/internal/snapshotter/epochProcessingStatus?size=1&page=99999999999999999999999999")]
    [InlineData("/status?%FF=%FF&&&")]
    [InlineData("/internal/snapshotter/status/%ED%A0%80")]
    public async Task Odd_targets_never_break_the_node(string target)
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync(target)).Status.Should().BeInRange(200, 499);
    }

    [Fact]
    public async Task A_path_of_a_hundred_kilobytes_is_refused()
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync("/data/1/" + new string('x', 100_000) + "/")).Status.Should().Be(414);
    }

    [Theory]
    [InlineData("GET /hea\xFFlth HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("GET /current_epoch/ HTTP/1.1\r\nHost: evil\\\"host\r\nConnection: close\r\n\r\n", 400)]
    public async Task Broken_requests_are_refused(string request, int status)
    {
        await using var node = await RestNode.StartAsync();
        RawAnswer.Parse(await node.Http.ExchangeAsync(Encoding.Latin1.GetBytes(request))).Status.Should().Be(status);
    }

    [Fact]
    public async Task A_caller_without_a_host_is_sent_to_the_address_it_came_to()
    {
        await using var node = await RestNode.StartAsync();
        var answer = RawAnswer.Parse(await node.Http.ExchangeAsync("GET /current_epoch/ HTTP/1.0\r\n\r\n"u8.ToArray()));
        (answer.Status, answer.Header("Location")).Should().Be((307, $"http://127.0.0.1:{node.Port}/current_epoch"));
    }

    [Theory]
    [InlineData("/data/1/a%25b", "/data/1/a%25b/")]
    [InlineData("/data/1/a%3Fb", "/data/1/a%3Fb/")]
    [InlineData("/data/1/a%23b?x=%20", "/data/1/a%23b/?x=%20")]
    [InlineData("/data/1/%0D%0AX:y", "/data/1/%0D%0AX:y/")]
    [InlineData("/health///", "/health")]
    public async Task A_redirect_leads_to_the_same_project(string target, string location)
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync(target)).Header("Location").Should().Be("http://node.test:8002" + location);
    }

    [Theory]
    [InlineData("ftp", "http")]
    [InlineData("https", "https")]
    [InlineData("javascript", "http")]
    public async Task A_trusted_proxy_can_only_say_http_or_https(string said, string scheme)
    {
        await using var node = await RestNode.StartAsync(services: static services => services.AddSingleton(new AccessOptions { TrustedProxies = ["127.0.0.1"], PublicLimit = "" }));
        (await node.Http.GetAsync("/health/", ("X-Forwarded-Proto", said))).Header("Location").Should().Be($"{scheme}://node.test:8002/health");
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        await using var node = await RestNode.StartAsync();
        var answer = await node.Http.SendAsync("POST", "/task_status", [("Content-Type", "application/json")], Encoding.UTF8.GetBytes($"{{\"task_type\":\"{new string('x', 100_000)}\"}}"));
        answer.Status.Should().Be(422);
        answer.Text.Should().Contain("65536 bytes");
    }

    [Theory]
    [InlineData("{\"task_type\":\"\\ud800\",\"wallet_address\":\"0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc\"}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("\u00ff\u00fe")]
    public async Task An_absurd_body_is_the_callers_mistake(string body)
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.SendAsync("POST", "/task_status", [], Encoding.Latin1.GetBytes(body))).Status.Should().Be(422);
    }

    [Fact]
    public async Task A_thousand_requests_write_nothing()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(1, "{\"v\":1}");
        for (var i = 0; i < 250; i++)
        {
            await node.Http.GetAsync($"/cid/{i + 50}/{Samples.Project}/");
            await node.Http.GetAsync($"/data/{i + 50}/{Samples.Project}/");
            await node.Http.GetAsync($"/last_finalized_epoch/unknown-{i}");
            await node.Http.GetAsync($"/internal/snapshotter/status/unknown-{i}");
        }

        (await node.State.LastFinalizedEpochAsync(Samples.Project, default)).Should().Be(1);
        (await node.State.SubmissionTotalsAsync(default)).Should().BeEmpty();
    }
}
