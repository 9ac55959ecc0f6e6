using System.Net;
using Snapshotter.Tests.Support.Ops;

namespace Snapshotter.Tests.Api.Ops.Access;

/// <summary>Who gets to the operator pages.</summary>
public sealed class OpsGateTests
{
    private const string Token = "__RequestVerificationToken";

    [Fact]
    public async Task Without_a_key_the_pages_are_open_on_this_machine_alone()
    {
        await using var node = await OpsNode.StartAsync();
        using var client = node.Client();
        (await StatusAsync(client, "/ops")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(client, "/ops", ("Host", "localhost:80"))).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(client, "/ops", ("Host", "[::1]:80"))).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(client, "/ops", ("Host", "node.example"))).Should().Be(HttpStatusCode.Forbidden, "a name of another site may lead here by a trick of DNS");
        foreach (var header in (string[])["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"])
        {
            (await StatusAsync(client, "/ops", (header, "127.0.0.1"))).Should().Be(HttpStatusCode.Forbidden, "a proxy that is not trusted brings callers from anywhere");
        }

        (await StatusAsync(client, "/ops/live", ("Host", "node.example"))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(client, "/OPS", ("Host", "node.example"))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(client, "/%6Fps", ("Host", "node.example"))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(client, "/health/live", ("Host", "node.example"))).Should().Be(HttpStatusCode.OK, "the REST API is not behind this gate");
    }

    [Fact]
    public async Task A_trusted_proxy_tells_where_a_caller_is()
    {
        await using var node = await OpsNode.StartAsync(null, ("Access:TrustedProxies:0", "127.0.0.0/8"));
        using var client = node.Client();
        (await StatusAsync(client, "/ops", ("X-Forwarded-For", "203.0.113.9"))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(client, "/ops", ("X-Forwarded-For", "::1"))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_a_key_everybody_logs_in_and_the_cookie_is_bound_to_the_key_and_time()
    {
        using var keys = new Support.TemporaryFolder();
        const string key = "the-operator-key-of-tests-0123456789";
        await File.WriteAllTextAsync(keys.PathOf("key"), key);
        await using var node = await OpsNode.StartAsync(null, ("Ops:KeyFile", keys.PathOf("key")));
        using var client = node.Client();

        using (var closed = await client.GetAsync(new Uri("/ops/jobs?state=Dead", UriKind.Relative)))
        {
            closed.StatusCode.Should().Be(HttpStatusCode.Redirect);
            closed.Headers.Location!.OriginalString.Should().Be("/ops/login?to=%2Fops%2Fjobs%3Fstate%3DDead");
        }

        (await StatusAsync(client, "/ops/live")).Should().Be(HttpStatusCode.Unauthorized);
        var token = Forms.TokenIn(await client.PageAsync("/ops/login"));
        (await LogInAsync("wrong-operator-key-0123456789-01234", token)).Should().StartWith("/ops/login?again=wrong");
        (await LogInAsync(key, "forged")).Should().StartWith("/ops/login?again=stale");
        (await LogInAsync(key, token)).Should().Be("/ops", "a place to go back to is never on another site");

        (await client.PageAsync("/ops")).Should().Contain("Log out");
        (await StatusAsync(client, "/ops", ("Host", "node.example"))).Should().NotBe(HttpStatusCode.Forbidden);
        using (var forger = node.Client()) (await StatusAsync(forger, "/ops", ("Cookie", "snapshotter-ops=99999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))).Should().Be(HttpStatusCode.Redirect);

        using var bye = await client.PostAsync("/ops/act/logout", (Token, Forms.TokenIn(await client.PageAsync("/ops"))));
        (await StatusAsync(client, "/ops")).Should().Be(HttpStatusCode.Redirect);

        async Task<string> LogInAsync(string given, string form)
        {
            using var answer = await client.PostAsync("/ops/act/login", (Token, form), ("key", given), ("to", "https://elsewhere.example/ops"));
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
            var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join('|', set) : "";
            if (cookies.Contains("snapshotter-ops=", StringComparison.Ordinal)) cookies.Should().Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/ops");
            return answer.Headers.Location!.OriginalString;
        }
    }

    [Fact]
    public async Task A_browser_may_load_nothing_but_what_the_node_serves_and_run_nothing_that_is_written_into_a_page()
    {
        await using var node = await OpsNode.StartAsync();
        using var client = node.Client();
        using var page = await client.GetAsync(new Uri("/ops", UriKind.Relative));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'none'").And.Contain("script-src 'self'").And.Contain("style-src 'self'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
        page.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        var text = await page.Content.ReadAsStringAsync();
        text.Should().NotContain(" style=").And.NotContain(" onclick=").And.NotContain("<script>").And.NotContain("http://").And.NotContain("https://");

        using var moved = await client.GetAsync(new Uri("/hangfire/recurring", UriKind.Relative));
        moved.Headers.Location!.OriginalString.Should().Be("/ops/jobs");
        (await StatusAsync(client, "/ops/assets/ops.css")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(client, "/ops/nothing")).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_pages_can_be_left_out()
    {
        await using var node = await OpsNode.StartAsync(null, ("Ops:Enabled", "false"));
        using var client = node.Client();
        (await StatusAsync(client, "/ops")).Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
