using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>Processes of the real executable over a synthetic chain that share a Redis, and the ends of epochs that it tells of.</summary>
internal sealed class RedisHosts : IAsyncDisposable
{
    private readonly MeasureContext _context;
    private readonly SyntheticSource _source;
    private readonly RedisServerProcess _redis;
    private readonly Channel<(long EpochId, long At)> _ended;

    private RedisHosts(MeasureContext context, SyntheticSource source, RedisServerProcess redis)
    {
        (_context, _source, _redis) = (context, source, redis);
        _ended = Channel.CreateBounded<(long, long)>(checked((int)source.Job.Epochs) * 2);
        Link = RedisLink.Open(new RedisOptions { Port = redis.Port }, password: null, TimeProvider.System);
    }

    /// <summary>The connection to what they share.</summary>
    public RedisLink Link { get; }

    /// <summary>Listens for ends. No process runs yet.</summary>
    public static async Task<RedisHosts> ListenAsync(MeasureContext context, SyntheticSource source, RedisServerProcess redis)
    {
        const string told = "ended ";
        var hosts = new RedisHosts(context, source, redis);
        await hosts.Link.ListenAsync(news =>
        {
            if (news.StartsWith(told, StringComparison.Ordinal)) hosts._ended.Writer.TryWrite((long.Parse(news[told.Length..], CultureInfo.InvariantCulture), Stopwatch.GetTimestamp()));
        });
        return hosts;
    }

    /// <summary>The next epoch that ends, and when, as the stopwatch's timestamp.</summary>
    public ValueTask<(long EpochId, long At)> NextEndAsync(CancellationToken cancellationToken) => _ended.Reader.ReadAsync(cancellationToken);

    /// <summary>Starts a process, which whoever asked for it ends.</summary>
    /// <param name="name">Its data folder.</param>
    /// <param name="settings">Settings beside those that all share, such as <c>Roles__Worker</c>.</param>
    /// <param name="cancellationToken">Cancels the wait until it listens.</param>
    public Task<ChildServer> StartAsync(string name, Dictionary<string, string> settings, CancellationToken cancellationToken) => ChildServer.StartAsync(
        "snapshotter.dll",
        [
            "run", "--rpc", _source.Job.Url, "--config", _source.ConfigFolder, "--first-block", Text(_source.Job.FirstBlock), "--epoch-size", Text(_source.Job.EpochSize), "--port", "0",
            "--data", _context.Work.Create(name),
        ],
        cancellationToken,
        new Dictionary<string, string>(settings) { ["Storage__Kind"] = "Redis", ["Redis__Port"] = Text(_redis.Port), ["Epochs__HeadOffset"] = "0" }
            .ToDictionary(static setting => $"SNAPSHOTTER_{setting.Key}", static setting => setting.Value));

    public ValueTask DisposeAsync() => Link.DisposeAsync();

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
