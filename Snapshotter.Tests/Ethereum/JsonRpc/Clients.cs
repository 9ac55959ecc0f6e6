using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

/// <summary>Clients for tests.</summary>
internal static class Clients
{
    /// <summary>The key in every test URL; nothing a caller sees may hold it.</summary>
    public const string Secret = "sEcr3tKey0123";

    public static RpcOptions Options(params string[] endpoints) => new()
    {
        Endpoints = [.. endpoints.Select(name => new RpcEndpointOptions { Url = $"http://{name}/v3/{Secret}", Alias = name })],
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>A clock on which back-off passes at once and request time-outs never come by themselves.</summary>
    public static FakeTime Time() => new() { SkipsBelow = TimeSpan.FromSeconds(20) };

    public static RpcClient Create(RpcOptions options, HttpMessageHandler handler, TimeProvider? time = null, IRpcObserver? observer = null, ILogger? logger = null) =>
        new(options, time ?? Time(), logger ?? NullLogger.Instance, handler, observer, new Random(7));
}
