using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Tests.Core.Epochs.Catalogue;
using Snapshotter.Tests.Core.Jobs;
using Snapshotter.Tests.Core.Jobs.Ledger;
using Snapshotter.Tests.Core.Protocol;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Redis;

public sealed class RedisStateStoreTests(SharedRedis redis) : StateStoreContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisSubmissionCountersTests(SharedRedis redis) : SubmissionCountersContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisRetentionTests(SharedRedis redis) : RetentionContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisContentStoreTests(SharedRedis redis) : ContentStoreContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisJobQueueTests(SharedRedis redis) : JobQueueContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisJobSlotsTests(SharedRedis redis) : JobSlotsContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open(JobSlots slots) => new RedisStores(redis.Server.NextDatabase(), slots: slots);
}

public sealed class RedisScheduledJobTests(SharedRedis redis) : ScheduledJobContract, IClassFixture<SharedRedis>
{
    private protected override IOperatorStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisEarlierEpochsTests(SharedRedis redis) : EarlierEpochsContract, IClassFixture<SharedRedis>
{
    private protected override IOperatorStores Open(JobSlots? slots = null) => new RedisStores(redis.Server.NextDatabase(), slots: slots);
}

public sealed class RedisJobLeaseTests(SharedRedis redis) : JobLeaseContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisJobCompletionTests(SharedRedis redis) : JobCompletionContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisJobBurialTests(SharedRedis redis) : JobBurialContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisJobLedgerContractTests(SharedRedis redis) : JobLedgerContract, IClassFixture<SharedRedis>
{
    private protected override IOperatorStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisEpochCatalogueTests(SharedRedis redis) : EpochCatalogueContract, IClassFixture<SharedRedis>
{
    private protected override IOperatorStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class LocalProtocolOnRedisTests(SharedRedis redis) : ProtocolStateContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisAllowedProjectsTests(SharedRedis redis) : AllowedProjectsContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisStatePortionsTests(SharedRedis redis) : StatePortionsContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisOutboxTests(SharedRedis redis) : OutboxContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}

public sealed class RedisReorganisationTests(SharedRedis redis) : ReorganisationContract, IClassFixture<SharedRedis>
{
    private protected override IStores Open() => new RedisStores(redis.Server.NextDatabase());
}
