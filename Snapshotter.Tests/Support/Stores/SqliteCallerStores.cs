using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>The embedded adapters over a temporary folder.</summary>
internal sealed class SqliteCallerStores : ICallerStores
{
    private readonly TemporaryFolder _folder = new();
    private readonly CallerOptions _options;
    private SqliteCallers _callers;

    public SqliteCallerStores(int maxAddresses, FakeTime? time = null)
    {
        Time = time ?? new FakeTime();
        _options = new CallerOptions { MaxAddresses = maxAddresses };
        _callers = SqliteCallers.Open(_folder.Root);
        (Users, Meter) = Adapters();
    }

    public IUserStore Users { get; private set; }

    public ICallMeter Meter { get; private set; }

    public FakeTime Time { get; }

    public Task<long> CountRowsAsync() => Task.FromResult(_callers.Database.Read(static session => session.Number("SELECT count(*) FROM meter") ?? 0));

    public async Task ReopenAsync()
    {
        await _callers.DisposeAsync();
        _callers = SqliteCallers.Open(_folder.Root);
        (Users, Meter) = Adapters();
    }

    public async ValueTask DisposeAsync()
    {
        await _callers.DisposeAsync();
        _folder.Dispose();
    }

    private (IUserStore Users, ICallMeter Meter) Adapters() => (new SqliteUserStore(_callers), new SqliteCallMeter(_callers, _options, Time));
}
