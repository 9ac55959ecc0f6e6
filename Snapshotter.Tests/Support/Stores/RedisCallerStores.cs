using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Redis;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>The shared adapters over a database of a Redis server, as one host has them.</summary>
internal sealed class RedisCallerStores : ICallerStores
{
    private readonly RedisOptions _options;
    private readonly CallerOptions _callers;
    private RedisLink _link;

    public RedisCallerStores(RedisOptions options, int maxAddresses = 1_000, FakeTime? time = null)
    {
        Time = time ?? new FakeTime();
        _options = options;
        _callers = new CallerOptions { MaxAddresses = maxAddresses };
        _link = RedisLink.Open(options, password: null, TimeProvider.System);
    }

    public IUserStore Users => new RedisUserStore(_link);

    public ICallMeter Meter => new RedisCallMeter(_link, _callers, Time);

    public RedisLink Link => _link;

    public FakeTime Time { get; }

    public async Task<long> CountRowsAsync() => (long)await _link.RunAsync("HLEN", default, "snapshotter:callers:windows");

    public async Task ReopenAsync()
    {
        await _link.DisposeAsync();
        _link = RedisLink.Open(_options, password: null, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
