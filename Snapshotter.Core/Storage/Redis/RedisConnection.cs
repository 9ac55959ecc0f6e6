using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// The client's connection, and another one in its place when it does not come back by itself: once in a great many times the client stops looking for a server that was killed.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>After this long without an answer another connection is tried. The client itself needs two seconds when the server is there again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<ConfigurationOptions> _configuration;
    private readonly RedisChannel _channel;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _subscribing = new(1, 1);
    private readonly List<Action<string>> _listeners = [];
    private ConnectionMultiplexer _current;
    private long? _silentSince;

    /// <summary>Connects. A server that is not there yet is no failure.</summary>
    /// <param name="configuration">How the server is reached.</param>
    /// <param name="channel">Where news are published.</param>
    /// <param name="time">The clock.</param>
    public RedisConnection(Func<ConfigurationOptions> configuration, string channel, TimeProvider time)
    {
        _configuration = configuration;
        _channel = channel;
        _time = time;
        _current = ConnectionMultiplexer.Connect(configuration());
        _current.PreserveAsyncOrder = false;
    }

    /// <summary>The database as the connection has it now.</summary>
    public IDatabase Database => Volatile.Read(ref _current).GetDatabase();

    /// <summary>The end of the last try to get another connection.</summary>
    public Task Renewing { get; private set; } = Task.CompletedTask;

    /// <summary>Calls <paramref name="heard"/> with news, by whichever connection they come.</summary>
    public async Task ListenAsync(Action<string> heard)
    {
        await _subscribing.WaitAsync();
        try
        {
            await SubscribeAsync(_current, heard);
            _listeners.Add(heard);
        }
        finally
        {
            _subscribing.Release();
        }
    }

    /// <summary>Takes note of how a round trip ended. One caller at a time.</summary>
    public void Ended(bool isOutage)
    {
        if (!isOutage)
        {
            _silentSince = null;
            return;
        }

        _silentSince ??= _time.GetTimestamp();
        if (!Renewing.IsCompleted || _time.GetElapsedTime(_silentSince.Value) < Patience) return;
        _silentSince = null;
        Renewing = Task.Run(RenewAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Renewing;
        await CloseAsync(_current);
        _subscribing.Dispose();
    }

    private async Task RenewAsync()
    {
        var unused = default(ConnectionMultiplexer);
        try
        {
            unused = await ConnectionMultiplexer.ConnectAsync(_configuration());
            unused.PreserveAsyncOrder = false;
            await unused.GetDatabase().PingAsync();
            unused = await ExchangeAsync(unused);
        }
        catch (Exception)
        {
            // The server is away. Every round trip tells so, and after a while another one is tried.
        }

        if (unused is not null) await CloseAsync(unused);
    }

    /// <summary>Puts another connection in place of the current one, which it returns. Nobody begins to listen meanwhile, so that each listener hears by the new one.</summary>
    private async Task<ConnectionMultiplexer> ExchangeAsync(ConnectionMultiplexer fresh)
    {
        await _subscribing.WaitAsync();
        try
        {
            foreach (var heard in _listeners) await SubscribeAsync(fresh, heard);
            return Interlocked.Exchange(ref _current, fresh);
        }
        finally
        {
            _subscribing.Release();
        }
    }

    private Task SubscribeAsync(ConnectionMultiplexer connection, Action<string> heard) => connection.GetSubscriber().SubscribeAsync(_channel, (_, message) => heard(message!));

    private static async Task CloseAsync(ConnectionMultiplexer connection)
    {
        try
        {
            await connection.CloseAsync(allowCommandsToComplete: false);
            connection.Dispose();
        }
        catch (Exception)
        {
            // Nobody uses it any more, and its socket goes with it.
        }
    }
}
