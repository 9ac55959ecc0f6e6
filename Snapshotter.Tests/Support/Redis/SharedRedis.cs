namespace Snapshotter.Tests.Support.Redis;

/// <summary>A server for all tests of a class, each of which has a database of its own.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    internal RedisServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
