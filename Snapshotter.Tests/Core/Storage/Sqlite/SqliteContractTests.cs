using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Tests.Core.Epochs.Catalogue;
using Snapshotter.Tests.Core.Jobs;
using Snapshotter.Tests.Core.Jobs.Ledger;
using Snapshotter.Tests.Core.Protocol;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Sqlite;

public sealed class SqliteStateStoreTests : StateStoreContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteSubmissionCountersTests : SubmissionCountersContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteRetentionTests : RetentionContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteContentStoreTests : ContentStoreContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteJobQueueTests : JobQueueContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteJobSlotsTests : JobSlotsContract
{
    private protected override IStores Open(JobSlots slots) => new SqliteStores(slots: slots);
}

public sealed class SqliteScheduledJobTests : ScheduledJobContract
{
    private protected override IOperatorStores Open() => new SqliteStores();
}

public sealed class SqliteEarlierEpochsTests : EarlierEpochsContract
{
    private protected override IOperatorStores Open(JobSlots? slots = null) => new SqliteStores(slots: slots);
}

public sealed class SqliteJobLeaseTests : JobLeaseContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteJobBurialTests : JobBurialContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteJobLedgerTests : JobLedgerContract
{
    private protected override IOperatorStores Open() => new SqliteStores();
}

public sealed class SqliteEpochCatalogueTests : EpochCatalogueContract
{
    private protected override IOperatorStores Open() => new SqliteStores();
}

public sealed class LocalProtocolOnSqliteTests : ProtocolStateContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteAllowedProjectsTests : AllowedProjectsContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteStatePortionsTests : StatePortionsContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteOutboxTests : OutboxContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteReorganisationTests : ReorganisationContract
{
    private protected override IStores Open() => new SqliteStores();
}

public sealed class SqliteJobCompletionTests : JobCompletionContract
{
    private protected override IStores Open() => new SqliteStores();
}
