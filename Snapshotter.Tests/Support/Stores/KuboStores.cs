using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>Contents on disk in front of an IPFS node; the state beside them is the embedded one.</summary>
internal sealed class KuboStores(Uri url, KuboOptions? options = null, RedisContentStore? shared = null) : IStores
{
    private readonly KuboOptions _options = options ?? new KuboOptions();
    private readonly SqliteStores _stores = new(queuesPins: shared is null);
    private readonly HttpClient _http = new() { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
    private KuboContentStore? _content;

    public IStateStore State => _stores.State;

    public IJobQueue Queue => _stores.Queue;

    public IContentStore Content => _content ??= new KuboContentStore(_stores.LocalContent, Client, _options, Unwatched.Ipfs, Progress, Time, shared);

    public PipelineProgress Progress { get; } = new(new SteadyTime(TimeProvider.System));

    public FakeTime Time => _stores.Time;

    public KuboClient Client => new(_http, _options.Timeout, Unwatched.Traces, TimeProvider.System);

    public SqliteContentStore Local => _stores.LocalContent;

    public async Task ReopenAsync()
    {
        await _stores.ReopenAsync();
        _content = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        _http.Dispose();
    }
}
