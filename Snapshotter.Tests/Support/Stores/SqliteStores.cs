using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>The embedded adapters over a temporary folder.</summary>
internal sealed class SqliteStores : IOperatorStores
{
    private readonly TemporaryFolder _folder = new();
    private readonly bool _queuesPins;
    private readonly JobSlots? _slots;
    private SqliteStateStore _state;
    private SqliteJobQueue _queue;
    private SqliteContentStore _content;

    public SqliteStores(bool queuesPins = false, JobSlots? slots = null)
    {
        _slots = slots;
        _queuesPins = queuesPins;
        _state = SqliteStateStore.Open(_folder.Root, Time);
        _queue = new SqliteJobQueue(_state, new SteadyTime(Time), _slots);
        _content = SqliteContentStore.Open(_folder.Root, _queuesPins);
    }

    public IStateStore State => _state;

    public IJobQueue Queue => _queue;

    public IContentStore Content => _content;

    public IJobLedger Ledger => new SqliteJobLedger(_state, new SteadyTime(Time));

    public IEpochCatalogue Catalogue => new SqliteEpochCatalogue(_state);

    public SqliteContentStore LocalContent => _content;

    public FakeTime Time { get; } = new();

    /// <summary>The file under the state store.</summary>
    public SqliteDatabase Database => _state.Database;

    public string Folder => _folder.Root;

    public async Task ReopenAsync()
    {
        await CloseAsync();
        _state = SqliteStateStore.Open(_folder.Root, Time);
        _queue = new SqliteJobQueue(_state, new SteadyTime(Time), _slots);
        _content = SqliteContentStore.Open(_folder.Root, _queuesPins);
    }

    public async Task CloseAsync()
    {
        _queue.Dispose();
        await _state.DisposeAsync();
        await _content.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }
}
