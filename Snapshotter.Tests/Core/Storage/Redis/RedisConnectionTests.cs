using Snapshotter.Api.Hosting;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using StackExchange.Redis;

namespace Snapshotter.Tests.Core.Storage.Redis;

/// <summary>A client that does not find its server again, played by one that was told a port on which nobody listens.</summary>
public sealed class RedisConnectionTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private const string Channel = "snapshotter:news:test of connections";

    [Fact]
    public async Task A_connection_that_does_not_come_back_is_replaced_and_news_are_heard_again()
    {
        var (time, ports) = (new FakeTime(), new Queue<int>([FreePort.Find(), FreePort.Find(), redis.Server.Port]));
        await using var connection = new RedisConnection(() => Of(ports.Dequeue()), Channel, time);

        connection.Ended(isOutage: true);
        time.Advance(RedisConnection.Patience / 2);
        connection.Ended(isOutage: false);
        time.Advance(RedisConnection.Patience);
        connection.Ended(isOutage: true);
        ports.Should().HaveCount(2, "an answer came in between");

        time.Advance(RedisConnection.Patience);
        connection.Ended(isOutage: true);
        await connection.Renewing;
        ports.Should().HaveCount(1);
        await FluentActions.Awaiting(() => connection.Database.PingAsync()).Should().ThrowAsync<RedisConnectionException>("the server is still away");

        connection.Ended(isOutage: true);
        time.Advance(RedisConnection.Patience);
        connection.Ended(isOutage: true);
        await connection.Renewing;
        await connection.Database.PingAsync();
    }

    [Fact]
    public async Task Who_listens_hears_by_the_connection_in_its_place()
    {
        var time = new FakeTime();
        await using var connection = new RedisConnection(() => Of(redis.Server.Port), Channel, time);
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await connection.ListenAsync(news => heard.TrySetResult(news));
        var before = connection.Database.Multiplexer;

        connection.Ended(isOutage: true);
        time.Advance(RedisConnection.Patience);
        connection.Ended(isOutage: true);
        await connection.Renewing;

        connection.Database.Multiplexer.Should().NotBeSameAs(before);
        await connection.Database.PublishAsync(Channel, "told");
        (await heard.Task.WaitAsync(Patience.Long)).Should().Be("told");
    }

    [Fact]
    public async Task Who_begins_to_listen_while_the_connection_is_replaced_hears_by_the_other_one_too()
    {
        var (time, connections) = (new FakeTime(), 0);
        using var renews = new SemaphoreSlim(0);
        using var listens = new SemaphoreSlim(0);
        await using var connection = new RedisConnection(Configuration, Channel, time);
        ConfigurationOptions Configuration()
        {
            if (connections++ > 0)
            {
                renews.Release();
                listens.Wait(Patience.Long);
            }

            return Of(redis.Server.Port);
        }

        connection.Ended(isOutage: true);
        time.Advance(RedisConnection.Patience);
        connection.Ended(isOutage: true);
        (await renews.WaitAsync(Patience.Long)).Should().BeTrue();
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await connection.ListenAsync(news => heard.TrySetResult(news));
        listens.Release();
        await connection.Renewing;

        await connection.Database.PublishAsync(Channel, "told");
        (await heard.Task.WaitAsync(Patience.Long)).Should().Be("told");
    }

    private static ConfigurationOptions Of(int port) => new() { AbortOnConnectFail = false, ConnectRetry = 1, ConnectTimeout = 1000, EndPoints = { { "127.0.0.1", port } } };
}
