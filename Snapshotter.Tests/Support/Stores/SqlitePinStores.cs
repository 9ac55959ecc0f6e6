using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>The embedded content store with its pin queue.</summary>
internal sealed class SqlitePinStores : IPinStores
{
    private readonly SqliteStores _stores = new(queuesPins: true);
    private SqlitePinQueue _pins;

    public SqlitePinStores() => _pins = new SqlitePinQueue(_stores.LocalContent, _stores.Time);

    public IStores Stores => _stores;

    public IPinQueue Pins => _pins;

    public SqliteContentStore Local => _stores.LocalContent;

    public async Task ReopenAsync()
    {
        _pins.Dispose();
        await _stores.ReopenAsync();
        _pins = new SqlitePinQueue(_stores.LocalContent, _stores.Time);
    }

    public async ValueTask DisposeAsync()
    {
        _pins.Dispose();
        await _stores.DisposeAsync();
    }
}
