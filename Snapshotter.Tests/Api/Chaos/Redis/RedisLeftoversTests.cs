using Snapshotter.Api.Chaos.Redis;
using Snapshotter.Tests.Support.Redis;
using StackExchange.Redis;

namespace Snapshotter.Tests.Api.Chaos.Redis;

public sealed class RedisLeftoversTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task What_goes_with_the_last_job_is_found_and_what_lasts_is_not()
    {
        var options = redis.Server.NextDatabase();
        using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{options.Port}");
        var database = connection.GetDatabase(options.Database);
        string[] lasting =
        [
            "snapshotter:jobs:ids", "snapshotter:jobs:done", "snapshotter:jobs:counts", "snapshotter:jobs:pace:493", "snapshotter:jobs:dead", "snapshotter:jobs:dead:records",
            "snapshotter:jobs:failed", "snapshotter:jobs:failed:jobs", "snapshotter:epochs",
        ];
        string[] passing = ["snapshotter:jobs:due", "snapshotter:jobs:epoch:7", "snapshotter:jobs:epoch:7:names", "snapshotter:jobs:leased"];
        foreach (var key in lasting.Concat(passing)) await database.StringSetAsync(key, "1");

        (await RedisLeftovers.FindAsync(options)).Should().Equal(passing);
    }
}
