using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>What a stopped node left: in its data folder, or in the Redis and the data folders of its hosts.</summary>
internal sealed class NodeStores : IAsyncDisposable
{
    private readonly List<object> _owned = [];

    private NodeStores(IStateStore state, IJobQueue queue, IJobLedger ledger, IReadOnlyList<IContentStore> contents, IReadOnlyList<IPinQueue> pins)
    {
        State = state;
        Queue = queue;
        Ledger = ledger;
        Contents = contents;
        Pins = pins;
    }

    /// <summary>The state.</summary>
    public IStateStore State { get; }

    /// <summary>The jobs.</summary>
    public IJobQueue Queue { get; }

    /// <summary>The jobs by their states.</summary>
    public IJobLedger Ledger { get; }

    /// <summary>Where contents may lie.</summary>
    public IReadOnlyList<IContentStore> Contents { get; }

    /// <summary>The pins, which hosts share; empty where there is no IPFS node.</summary>
    public IReadOnlyList<IPinQueue> Pins { get; }

    /// <summary>Opens those of a node in one process.</summary>
    public static NodeStores OfFolder(string folder, bool hasIpfs)
    {
        var state = SqliteStateStore.Open(folder);
        var contents = SqliteContentStore.Open(folder, queuesPins: hasIpfs);
        var queue = new SqliteJobQueue(state, new SteadyTime(TimeProvider.System));
        SqlitePinQueue[] pins = hasIpfs ? [new SqlitePinQueue(contents, TimeProvider.System)] : [];
        return new NodeStores(state, queue, new SqliteJobLedger(state, new SteadyTime(TimeProvider.System)), [contents], pins) { _owned = { queue, pins, contents, state } };
    }

    /// <summary>Opens those of a node on many hosts.</summary>
    public static NodeStores OfHosts(RedisOptions redis, IEnumerable<string> folders, bool hasIpfs)
    {
        var link = RedisLink.Open(redis, password: null, TimeProvider.System);
        var state = new RedisStateStore(link);
        var queue = new RedisJobQueue(state, "judge", new SteadyTime(TimeProvider.System));
        SqliteContentStore[] local = hasIpfs ? [.. folders.Select(static folder => SqliteContentStore.Open(folder))] : [];
        RedisPinQueue[] pins = hasIpfs ? [new RedisPinQueue(state, "judge", new SteadyTime(TimeProvider.System), TimeSpan.FromMinutes(1))] : [];
        IContentStore[] contents = [.. local, new RedisContentStore(link)];
        return new NodeStores(state, queue, new RedisJobLedger(state), contents, pins) { _owned = { queue, pins, local, state, link } };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned.SelectMany(static owned => owned is object[] many ? many : [owned]))
        {
            if (owned is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else if (owned is IDisposable disposable) disposable.Dispose();
        }
    }
}
