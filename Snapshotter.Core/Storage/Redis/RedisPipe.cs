using System.Threading.Channels;
using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// The one way to the server: what is asked while a round trip is under way goes out together in the next one. So there is never more than one
/// under way, what waits is bounded, and a server that is gone is noticed by everyone at once.
/// </summary>
internal sealed class RedisPipe : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxPerRoundTrip = 512;

    /// <summary>After so many turns of the thread pool without a further request a round trip begins; a few microseconds.</summary>
    private const int CalmTurns = 8;

    /// <summary>
    /// So many who were answered together are waited for, because what they ask next goes together as well. Of more than these the first go on while the
    /// others make up their minds, so that the server has something to do.
    /// </summary>
    private const int MostAwaited = 64;

    /// <summary>For how long they are waited for.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMicroseconds(250);

    private readonly Func<IDatabase> _database;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly string _channel;
    private readonly Channel<RedisRequest> _requests = Channel.CreateBounded<RedisRequest>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Task _loop;
    private long _roundTrips;

    /// <summary>The pipe to a database.</summary>
    /// <param name="database">The database as the connection has it now.</param>
    /// <param name="channel">Where scripts of groups tell their news.</param>
    /// <param name="timeout">How long a round trip may take.</param>
    /// <param name="time">The clock.</param>
    public RedisPipe(Func<IDatabase> database, string channel, TimeSpan timeout, TimeProvider time)
    {
        _database = database;
        _channel = channel;
        _timeout = timeout;
        _time = time;
        _loop = Task.Run(RunLoopAsync);
    }

    /// <summary>Raised after every round trip with its failure, or null. Handlers must be quick and must not throw.</summary>
    public event Action<StorageException?>? Answered;

    /// <summary>How often something went to the server and came back.</summary>
    public long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>Sends a command with the next round trip. Only the wait for a place can be cancelled: a caller always learns what became of its command.</summary>
    /// <exception cref="StorageException">Redis did not answer, or refused.</exception>
    public async ValueTask<RedisResult> RunAsync(RedisRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(RedisPipe), "The store is closed.");
        }

        return await request.Answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _loop;
    }

    private async Task RunLoopAsync()
    {
        var together = new List<RedisRequest>(MaxPerRoundTrip);
        while (await _requests.Reader.WaitToReadAsync())
        {
            await GatherAsync(together.Count);
            together.Clear();
            while (together.Count < MaxPerRoundTrip && _requests.Reader.TryRead(out var request)) together.Add(request);
            Interlocked.Increment(ref _roundTrips);
            await SendAsync(together);
        }
    }

    /// <summary>Lets those who are about to ask get on, such as readers of a window, who ask for hundreds of contents one after another.</summary>
    /// <param name="answered">How many were answered last, and may ask again.</param>
    private async ValueTask GatherAsync(int answered)
    {
        var awaited = answered <= MostAwaited ? answered : 0;
        var begun = _time.GetTimestamp();
        for (var calm = 0; _requests.Reader.Count < MaxPerRoundTrip;)
        {
            var before = _requests.Reader.Count;
            if (calm >= CalmTurns && (before >= awaited || _time.GetElapsedTime(begun) > Gathering)) return;
            await Task.Yield();
            calm = _requests.Reader.Count == before ? calm + 1 : 0;
        }
    }

    private async Task SendAsync(List<RedisRequest> together)
    {
        var parcels = RedisParcel.Pack(together);
        var answers = new Task<RedisResult>[parcels.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Start(parcels[i]);
        try
        {
            await ((Task)Task.WhenAll(answers)).WaitAsync(_timeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            StorageException? outage = null;
            for (var i = 0; i < answers.Length; i++)
            {
                var failure = End(parcels[i], answers[i]);
                if (failure?.InnerException is not (RedisServerException or InvalidDataException)) outage ??= failure;
            }

            Answered?.Invoke(outage);
        }
    }

    private Task<RedisResult> Start(RedisParcel parcel)
    {
        try
        {
            return parcel.SendAsync(_database(), _channel);
        }
        catch (Exception exception)
        {
            return Task.FromException<RedisResult>(exception);
        }
    }

    private static StorageException? End(RedisParcel parcel, Task<RedisResult> answer)
    {
        return answer.IsCompletedSuccessfully
            ? parcel.Answer(answer.GetAwaiter().GetResult())
            : parcel.Fail(RedisFaults.Of(answer.Exception?.InnerException ?? new TimeoutException()));
    }
}
