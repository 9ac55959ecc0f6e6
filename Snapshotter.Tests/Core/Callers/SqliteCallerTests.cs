using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Callers;

public sealed class SqliteCallMeterTests : CallMeterContract
{
    private protected override ICallerStores Open(int maxAddresses) => new SqliteCallerStores(maxAddresses);
}

public sealed class SqliteUserStoreTests : UserStoreContract
{
    private protected override ICallerStores Open() => new SqliteCallerStores(1_000);
}

public sealed class SqliteCallersFileTests
{
    [Fact]
    public async Task The_file_holds_no_key()
    {
        using var folder = new TemporaryFolder();
        var key = ApiKey.New();
        await using (var callers = SqliteCallers.Open(folder.Root))
        {
            var users = new SqliteUserStore(callers);
            await users.SaveAsync(new User("alice", CallLimits.None, true), new CallCounts(0, 0, 0), default);
            (await users.AddKeyAsync("alice", KeyDigest.Of(key), default)).Should().Be(KeyAddition.Added);
        }

        var files = Directory.GetFiles(folder.Root);
        files.Should().NotBeEmpty();
        files.Should().OnlyContain(file => !System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(key));
    }
}
