using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>The shared adapters over a database of a Redis server. Opened anew they are the same worker, as after a restart of its process.</summary>
internal sealed class RedisStores : IOperatorStores
{
    private readonly RedisOptions _options;
    private readonly string _worker;
    private readonly bool _queuesPins;
    private readonly JobSlots? _slots;
    private readonly LiveHosts? _hosts;
    private RedisLink _link = null!;
    private RedisStateStore _state = null!;
    private RedisJobQueue _queue = null!;
    private RedisContentStore _content = null!;

    public RedisStores(RedisOptions options, string worker = "worker", JobSlots? slots = null, FakeTime? time = null, bool queuesPins = false, LiveHosts? hosts = null)
    {
        _queuesPins = queuesPins;
        _slots = slots;
        _hosts = hosts;
        Time = time ?? new FakeTime();
        _options = options;
        _worker = worker;
        Connect();
    }

    public IStateStore State => _state;

    public IJobQueue Queue => _queue;

    public IContentStore Content => _content;

    public IJobLedger Ledger => new RedisJobLedger(_state);

    public IEpochCatalogue Catalogue => new RedisEpochCatalogue(_state);

    public RedisLink Link => _link;

    public FakeTime Time { get; }

    public async Task ReopenAsync()
    {
        await DisposeAsync();
        Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Dispose();
        await _state.DisposeAsync();
        await _content.DisposeAsync();
        await _link.DisposeAsync();
    }

    private void Connect()
    {
        _link = RedisLink.Open(_options, password: null, TimeProvider.System);
        _state = new RedisStateStore(_link, new SteadyTime(Time));
        _queue = new RedisJobQueue(_state, _worker, new SteadyTime(Time), _slots, _hosts);
        _content = new RedisContentStore(_link, queuesPins: _queuesPins);
    }
}
