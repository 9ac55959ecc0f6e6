using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>A connection to the shared Redis, which comes back by itself after an outage of any length.</summary>
public sealed class RedisLink : IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly RedisPipe _pipe;
    private readonly string _news;

    private readonly RedisGate? _gate;

    private RedisLink(Func<ConfigurationOptions> configuration, RedisGate? gate, RedisOptions options, TimeProvider time)
    {
        _gate = gate;
        _news = $"snapshotter:news:{options.Database}";
        _connection = new RedisConnection(configuration, _news, time);
        _pipe = new RedisPipe(() => _connection.Database, _news, options.Timeout, time);
        _pipe.Answered += outage =>
        {
            _connection.Ended(outage is not null);
            Answered?.Invoke(outage);
        };
    }

    /// <summary>Raised after every round trip with the outage it met, or null. Handlers must be quick and must not throw.</summary>
    public event Action<StorageException?>? Answered;

    /// <summary>How often something went to the server and came back.</summary>
    public long RoundTrips => _pipe.RoundTrips;

    /// <summary>Connects. A server that is not there yet is no failure: what is asked of it is, until it is there.</summary>
    public static RedisLink Open(RedisOptions options, string? password, TimeProvider time)
    {
        var gate = RedisGate.IsNeeded(options) ? RedisGate.Open(options, password) : null;
        return new RedisLink(() => ConfigurationOf(options, password, gate), gate, options, time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _pipe.DisposeAsync();
        await _connection.DisposeAsync();
        _gate?.Dispose();
    }

    /// <summary>
    /// Calls <paramref name="heard"/> with what scripts publish, on any host: <c>queued</c> (there are jobs), <c>submissions</c> (there are some to be sent), <c>ended</c> and an epoch,
    /// <c>users</c> (a user or key was changed), <c>pins</c> (contents wait to be pinned), or <c>wishes</c> (of what processors ask for).
    /// </summary>
    /// <exception cref="StorageException">Redis did not answer.</exception>
    internal async Task ListenAsync(Action<string> heard)
    {
        try
        {
            await _connection.ListenAsync(heard);
        }
        catch (Exception exception)
        {
            throw RedisFaults.Of(exception);
        }
    }

    internal ValueTask<RedisResult> RunAsync(string command, CancellationToken cancellationToken, params object[] arguments) => _pipe.RunAsync(new RedisRequest(command, arguments), cancellationToken);

    /// <summary>Runs a script, and teaches it to a server that does not know it (any more).</summary>
    internal ValueTask<RedisResult> RunAsync(RedisScript script, RedisArguments arguments, CancellationToken cancellationToken) =>
        RunAsync(command => new RedisRequest(command, arguments.Behind(command == RedisRequest.ByText ? script.Text : script.Digest, _news)), cancellationToken);

    /// <summary>Makes a call of a group, together with others that are made now.</summary>
    internal ValueTask<RedisResult> RunAsync(RedisGroup group, RedisArguments arguments, CancellationToken cancellationToken) =>
        RunAsync(command => new RedisRequest(command, arguments.ToArray(), group), cancellationToken);

    private async ValueTask<RedisResult> RunAsync(Func<string, RedisRequest> request, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipe.RunAsync(request(RedisRequest.ByDigest), cancellationToken);
        }
        catch (StorageException exception) when (exception.InnerException is RedisServerException refused && refused.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await _pipe.RunAsync(request(RedisRequest.ByText), cancellationToken);
        }
    }

    private static ConfigurationOptions ConfigurationOf(RedisOptions options, string? password, RedisGate? gate) => new()
    {
        AbortOnConnectFail = false,
        AllowAdmin = false,
        ClientName = "snapshotter",
        // Opening does not wait for a server that is away; afterwards it is looked for as long as it takes.
        ConnectRetry = 1,
        ReconnectRetryPolicy = new LinearRetry(500),
        ConnectTimeout = (int)options.Timeout.TotalMilliseconds,
        SyncTimeout = (int)options.Timeout.TotalMilliseconds,
        KeepAlive = 5,
        DefaultDatabase = options.Database,
        Password = gate?.Secret ?? password,
        EndPoints = { { gate is null ? options.Host : "127.0.0.1", gate?.Port ?? options.Port } },
    };
}
