using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>The contents and the pin queue that hosts share, as one host has them.</summary>
internal sealed class RedisPinStores : IPinStores
{
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    private readonly RedisStores _stores;
    private readonly string _worker;
    private RedisPinQueue _pins;

    public RedisPinStores(RedisOptions options, string worker = "worker", FakeTime? time = null)
    {
        _worker = worker;
        _stores = new RedisStores(options, worker, time: time, queuesPins: true);
        _pins = Connect();
    }

    public IStores Stores => _stores;

    public IPinQueue Pins => _pins;

    public async Task ReopenAsync()
    {
        _pins.Dispose();
        await _stores.ReopenAsync();
        _pins = Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _pins.Dispose();
        await _stores.DisposeAsync();
    }

    private RedisPinQueue Connect() => new((RedisStateStore)_stores.State, _worker, new SteadyTime(_stores.Time), Hold);
}
