using Microsoft.Extensions.Logging;
using Snapshotter.Api.Admin;
using Snapshotter.Api.Keys;
using Snapshotter.Core.Callers;
using Snapshotter.Tests.Api.Rest;

namespace Snapshotter.Tests.Api.Admin;

/// <summary>The admin API on a port of its own over the stores of a REST node.</summary>
internal sealed class AdminNode : IAsyncDisposable
{
    public const string Key = "the-admin-key-of-tests-0123456789abcdef";

    private readonly AdminServer _server;

    private AdminNode(AdminServer server)
    {
        _server = server;
        Http = new RawHttp(server.Url.Port);
    }

    public RawHttp Http { get; }

    public static async Task<AdminNode> StartAsync(RestNode node, ILoggerFactory? loggers = null)
    {
        var server = new AdminServer(
            new AccessKey(Key, AccessKeyPlace.Admin, "a test"), new AdminOptions { Port = 0 }, node.Users, node.Service<KeyDirectory>(), node.Service<TimeProvider>(), loggers ?? node.Service<ILoggerFactory>());
        await server.StartAsync(default);
        return new AdminNode(server);
    }

    /// <summary>Sends a request with the admin key.</summary>
    public Task<RawAnswer> SendAsync(string method, string target, string? body = null) =>
        Http.SendAsync(method, target, [("Authorization", $"Bearer {Key}"), ("Content-Type", "application/json")], body is null ? null : System.Text.Encoding.UTF8.GetBytes(body));

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(default);
        await _server.DisposeAsync();
    }
}
