using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Callers;
using Snapshotter.Tests.Api.Rest;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Admin;

public sealed class AdminApiTests
{
    private const string Alice = """{"email":"alice@example.com","rate_limit":"2/day","active":"active","next_reset_at":4102444800}""";

    [Fact]
    public async Task A_key_is_made_works_and_stops_working_when_revoked()
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        (await admin.SendAsync("POST", "/user", Alice)).Text.Should().Be("""{"success":true}""");
        var added = JsonNode.Parse((await admin.SendAsync("POST", "/user/alice@example.com/api_key", "{}")).Text)!;
        var (key, id) = ((string)added["api_key"]!, (string)added["key_id"]!);

        (await CallAsync(node, key)).Status.Should().Be(200);
        (await admin.SendAsync("DELETE", "/user/alice@example.com/api_key", $$"""{"key_id":"{{id}}"}""")).Text.Should().Be("""{"success":true}""");
        var refused = await CallAsync(node, key);
        (refused.Status, refused.Text).Should().Be((403, """{"error":{"details":"revoked API key"}}"""));
        (await admin.SendAsync("DELETE", "/user/alice@example.com/api_key", $$"""{"api_key":"{{key}}"}""")).Text.Should().Be("""{"success":false,"error":"API key already revoked"}""");

        await node.Service<CallQuotas>().FlushAsync(everything: true, default);
        (await admin.SendAsync("GET", "/user/alice@example.com")).Text.Should().Be(
            $$$"""{"success":true,"data":{"email":"alice@example.com","rate_limit":"2/day","active":"active","callsCount":1,"throttledCount":0,"next_reset_at":4102444800,"active_api_keys":[],"revoked_api_keys":["{{{id}}}"]}}""");
    }

    [Fact]
    public async Task A_change_of_limits_and_activity_counts_at_once()
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        await admin.SendAsync("POST", "/user", Alice);
        var key = (string)JsonNode.Parse((await admin.SendAsync("POST", "/user/alice@example.com/api_key", "{}")).Text)!["api_key"]!;
        for (var call = 0; call < 2; call++) (await CallAsync(node, key)).Status.Should().Be(200);
        (await CallAsync(node, key)).Status.Should().Be(429);

        await admin.SendAsync("POST", "/user", Alice.Replace("2/day", "3/day"));
        (await CallAsync(node, key)).Status.Should().Be(200, "the window that runs goes on under the new limit");
        (await CallAsync(node, key)).Status.Should().Be(429);
        await admin.SendAsync("POST", "/user", Alice.Replace("2/day", "9/day").Replace("\"active\":\"active\"", "\"active\":\"inactive\""));
        (await CallAsync(node, key)).Text.Should().Contain("\"rate_violated\":\"\"");
    }

    [Theory]
    [InlineData("GET", "/users", "")]
    [InlineData("POST", "/user", "")]
    [InlineData("GET", "/nothing", "")]
    [InlineData("GET", "/users", "Bearer wrong-key-wrong-key-wrong-key-wrong")]
    [InlineData("GET", "/users", "Basic the-admin-key-of-tests-0123456789abcdef")]
    public async Task Nothing_is_answered_without_the_admin_key(string method, string target, string authorization)
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        var answer = await admin.Http.SendAsync(method, target, authorization.Length == 0 ? [] : [("Authorization", authorization)]);
        (answer.Status, answer.Header("WWW-Authenticate")).Should().Be((401, "Bearer"));
        answer.Text.Should().NotContain("wrong-key");
    }

    [Theory]
    [InlineData("""{"email":"a","rate_limit":"abc","active":"active"}""", "is no rate limit")]
    [InlineData("""{"email":"a","rate_limit":"1/day","active":"maybe"}""", "'active' or 'inactive'")]
    [InlineData("""{"email":"","rate_limit":"1/day","active":"active"}""", "1 to 254 characters")]
    [InlineData("""{"email":"a","active":"active"}""", "field required")]
    [InlineData("""{"email":"a","rate_limit":"1/day","active":"active","callsCount":-1}""", "whole number from 0")]
    [InlineData("""[1]""", "valid dict")]
    public async Task A_user_that_cannot_be_is_refused_with_the_reason(string body, string reason)
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        var answer = await admin.SendAsync("POST", "/user", body);
        answer.Status.Should().Be(422);
        answer.Text.Should().Contain(reason);
        (await admin.SendAsync("GET", "/users")).Text.Should().Be("""{"success":true,"data":[]}""");
    }

    [Theory]
    [InlineData("too-short")]
    [InlineData("a key with blanks in it, long enough otherwise")]
    public async Task A_key_that_could_be_guessed_or_not_be_sent_is_refused_and_not_repeated(string key)
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        await admin.SendAsync("POST", "/user", Alice);
        var answer = await admin.SendAsync("POST", "/user/alice@example.com/api_key", $$"""{"api_key":"{{key}}"}""");
        answer.Status.Should().Be(422);
        answer.Text.Should().NotContain(key);
    }

    [Fact]
    public async Task Unknown_users_are_answered_as_by_the_original()
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        const string NoUser = """{"success":false,"error":"User does not exists"}""";
        (await admin.SendAsync("GET", "/user/nobody")).Text.Should().Be(NoUser);
        (await admin.SendAsync("POST", "/user/nobody/api_key", "{}")).Text.Should().Be(NoUser);
        (await admin.SendAsync("DELETE", "/user/nobody/api_key", """{"key_id":"00"}""")).Text.Should().Be(NoUser);
        await admin.SendAsync("POST", "/user", Alice);
        (await admin.SendAsync("DELETE", "/user/alice@example.com/api_key", """{"key_id":"00"}""")).Text.Should().Be("""{"success":false,"error":"API key not active"}""");
    }

    [Fact]
    public async Task No_route_of_it_is_on_the_public_port_and_no_page_of_another_origin_may_use_it()
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        (await node.Http.SendAsync("GET", "/users", [("Authorization", $"Bearer {AdminNode.Key}")])).Status.Should().Be(404);
        var answer = await admin.Http.SendAsync("GET", "/users", [("Authorization", $"Bearer {AdminNode.Key}"), ("Origin", "https://evil.example")]);
        answer.Headers.Keys.Should().NotContain(static name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        (await admin.Http.SendAsync("OPTIONS", "/users", [("Origin", "https://evil.example"), ("Access-Control-Request-Method", "GET")])).Status.Should().Be(401);
    }

    [Fact]
    public async Task No_key_reaches_the_log()
    {
        var log = new TextLog();
        await using var node = await RestNode.StartAsync(services: services => services.AddSingleton<ILoggerFactory>(new LoggerFactory([log])));
        await using var admin = await AdminNode.StartAsync(node);
        await admin.SendAsync("POST", "/user", Alice);
        var key = (string)JsonNode.Parse((await admin.SendAsync("POST", "/user/alice@example.com/api_key", "{}")).Text)!["api_key"]!;
        await CallAsync(node, key);
        await CallAsync(node, "not-anybodys-key-not-anybodys-key");
        await admin.Http.SendAsync("GET", "/users", [("Authorization", "Bearer wrong-key-wrong-key-wrong-key-wrong")]);

        log.Text.Should().Contain("wrong key (1 times").And.Contain("/current_epoch", "the server's own log of requests is in it");
        log.Text.Should().NotContain(key).And.NotContain(AdminNode.Key).And.NotContain("not-anybodys-key").And.NotContain("wrong-key-wrong");
    }

    [Fact]
    public async Task The_committed_document_is_the_one_it_serves()
    {
        await using var node = await FrozenAsync();
        await using var admin = await AdminNode.StartAsync(node);
        var committed = Repository.PathOf("docs", "openapi-admin.json");
        var served = (await admin.Http.GetAsync("/openapi.json")).Text;
        if (Environment.GetEnvironmentVariable("SNAPSHOTTER_WRITE_OPENAPI") == "1") await File.WriteAllTextAsync(committed, served);
        served.Should().Be(await File.ReadAllTextAsync(committed), "write it anew by running this test with SNAPSHOTTER_WRITE_OPENAPI=1");
        (await admin.Http.GetAsync("/docs")).Status.Should().Be(200);
    }

    private static Task<RestNode> FrozenAsync() => RestNode.StartAsync(services: static services => services.AddSingleton<TimeProvider>(new FakeTime()));

    private static Task<RawAnswer> CallAsync(RestNode node, string key) => node.Http.GetAsync("/current_epoch", ("X-API-KEY", key));

    /// <summary>Everything that is logged, at every level.</summary>
    private sealed class TextLog : ILoggerProvider, ILogger
    {
        private readonly System.Text.StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text) return _text.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lock (_text) _text.Append(state).AppendLine();
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text) _text.AppendLine(formatter(state, exception)).Append(exception).AppendLine();
        }

        public void Dispose()
        {
        }
    }
}
