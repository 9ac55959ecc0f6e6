using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Sqlite;

/// <summary>What the operator's lists cost: SQLite tells how it would read them. None scans a table or sorts, however much is in the store.</summary>
public sealed class LargeStoreTests
{
    [Theory]
    [InlineData(JobState.Enqueued, "job_enqueued")]
    [InlineData(JobState.Scheduled, "job_scheduled")]
    [InlineData(JobState.Processing, "job_processing")]
    [InlineData(JobState.Succeeded, "INTEGER PRIMARY KEY")]
    [InlineData(JobState.Failed, "INTEGER PRIMARY KEY")]
    [InlineData(JobState.Dead, "INTEGER PRIMARY KEY")]
    public async Task A_page_of_jobs_is_read_from_the_index_of_its_state(JobState state, string index)
    {
        await using var stores = new SqliteStores();
        PlanOf(stores, SqliteJobRecords.PageSql(state), long.MaxValue, 50).Should().ContainSingle().Which.Should().StartWith("SEARCH").And.Contain(index);
    }

    [Theory]
    [InlineData(EpochFilter.All)]
    [InlineData(EpochFilter.InWork)]
    [InlineData(EpochFilter.Failing)]
    public async Task The_next_epoch_of_a_list_is_one_seek(EpochFilter filter)
    {
        await using var stores = new SqliteStores();
        PlanOf(stores, SqliteEpochCatalogue.NextSql(filter), 100).Should().ContainSingle().Which.Should().StartWith("SEARCH").And.MatchRegex("PRIMARY KEY|transition_failed");
    }

    private static List<string> PlanOf(SqliteStores stores, string sql, params SqliteValue[] arguments) =>
        stores.Database.Read(session => session.All($"EXPLAIN QUERY PLAN {sql}", static row => row.Text(3), arguments));
}
