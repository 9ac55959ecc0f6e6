using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Reads one chain through its JSON-RPC endpoints, with failover, retries, rate limits and batching.</summary>
/// <remarks>Safe for use by many threads; one client serves a chain for the life of the process.</remarks>
public sealed class RpcClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly EndpointPool _pool;
    private readonly RpcDispatcher _dispatcher;
    private readonly RpcDispatcher[] _single;
    private readonly ILogger _logger;

    /// <summary>A client for the endpoints in <paramref name="options"/>, which are read once.</summary>
    /// <param name="options">The endpoints and limits.</param>
    /// <param name="time">The clock of timeouts, rate limits and health.</param>
    /// <param name="logger">Told of changes in an endpoint's health and of limits learnt.</param>
    /// <param name="handler">What carries HTTP instead of sockets, such as a recorded chain; not disposed with the client.</param>
    /// <param name="observer">Told of every HTTP request.</param>
    /// <param name="random">The source of the jitter between attempts.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public RpcClient(RpcOptions options, TimeProvider time, ILogger logger, HttpMessageHandler? handler = null, IRpcObserver? observer = null, Random? random = null)
    {
        options.Validate();
        time = new SteadyTime(time);
        _http = new HttpClient(handler ?? CreateHandler(options), disposeHandler: handler is null) { Timeout = Timeout.InfiniteTimeSpan };
        _pool = new EndpointPool(options, time, HealthPolicy.Default);
        var exchange = new HttpExchange(_http, options, time, observer);
        var backoff = new Backoff(options.BaseDelay, options.MaxDelay, random ?? new Random());
        _dispatcher = new RpcDispatcher(_pool, exchange, backoff, options, time, logger);
        _single = [.. _pool.All.Select(endpoint => new RpcDispatcher(_pool.Only(endpoint.Index), exchange, backoff, options, time, logger))];
        _logger = logger;
    }

    /// <summary>What is known of each endpoint at present, in configured order.</summary>
    public IReadOnlyList<EndpointStatus> Endpoints => [.. _pool.All.Select(endpoint => endpoint.ToStatus())];

    /// <summary>An empty batch.</summary>
    /// <param name="purpose">What it is for, such as <c>preload</c>; a short fixed word, since metrics count by it.</param>
    /// <param name="epochId">The epoch it is for, if any.</param>
    public RpcBatch CreateBatch(string purpose, long? epochId = null) => new(_dispatcher, new RpcPurpose(purpose, epochId));

    /// <summary>An empty batch for one endpoint alone, to hear what it says itself: nobody answers in its place.</summary>
    /// <param name="endpoint">Its place in <see cref="Endpoints"/>.</param>
    /// <param name="purpose">As for <see cref="CreateBatch"/>.</param>
    /// <param name="epochId">The epoch it is for, if any.</param>
    public RpcBatch CreateBatchAt(int endpoint, string purpose, long? epochId = null) => new(_single[endpoint], new RpcPurpose(purpose, epochId));

    /// <summary>Asks an endpoint last for a time, because it tells of another chain than the others; longer each time.</summary>
    /// <param name="endpoint">Its place in <see cref="Endpoints"/>.</param>
    /// <param name="reason">What it says and what the others say, without addresses.</param>
    public void Contradict(int endpoint, string reason)
    {
        var contradicted = _pool.All[endpoint];
        contradicted.Note(HealthEvent.Contradicted);
        RpcLog.EndpointContradicted(_logger, contradicted.Alias, reason);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler CreateHandler(RpcOptions options) => new()
    {
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        MaxConnectionsPerServer = options.MaxConcurrentRequests,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
