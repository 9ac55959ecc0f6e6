using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>Over the embedded store.</summary>
public sealed class AggregateRepairTests : AggregateRepairContract
{
    private protected override Dictionary<string, string?> OwnStore() => [];
}

/// <summary>Over a shared store.</summary>
public sealed class RedisAggregateRepairTests(SharedRedis redis) : AggregateRepairContract, IClassFixture<SharedRedis>
{
    private protected override Dictionary<string, string?> OwnStore()
    {
        var options = redis.Server.NextDatabase();
        return new Dictionary<string, string?> { ["Storage:Kind"] = "Redis", ["Redis:Port"] = $"{options.Port}", ["Redis:Database"] = $"{options.Database}" };
    }
}
