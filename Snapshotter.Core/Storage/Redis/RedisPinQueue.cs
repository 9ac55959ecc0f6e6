using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Pins;
using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// The pin queue that hosts share. A content enters with the change that names it, its bytes beside it, so that any host can pin what another one built. What one
/// has in hand the others leave to it for a while, and do when it was not heard of: a host that died.
/// </summary>
/// <param name="store">The state, beside which contents lie until they are pinned.</param>
/// <param name="worker">Tells this process from all others; the same after a restart.</param>
/// <param name="time">The clock; pins are dated by the server's, so that hosts need not agree.</param>
/// <param name="hold">How long contents are left to a host: longer than pinning some of them takes.</param>
public sealed class RedisPinQueue(RedisStateStore store, string worker, TimeProvider time, TimeSpan hold) : IPinQueue, IDisposable
{
    private const string News = "pins";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly WakeUp _wake = new();
    private volatile bool _isDisposed;
    private bool _listens;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Pin>> DueAsync(int max, CancellationToken cancellationToken)
    {
        var ahead = await store.AheadAsync(cancellationToken);
        if (!_listens)
        {
            await store.Link.ListenAsync(Heard);
            _listens = true;
        }

        while (true)
        {
            _wake.Reset();
            var now = time.GetUtcNow().ToUnixTimeMilliseconds() + ahead;
            var answer = (await store.Link.RunAsync(RedisScripts.DuePins, RedisArguments.Of(worker, max, now, now + (long)hold.TotalMilliseconds), cancellationToken)).Items();
            var due = Array.ConvertAll(answer[0].Items(), static pin => ReadPin(pin.Items()));
            if (due.Length > 0) return due;
            var wait = answer[1].NumberOrNull() is { } at ? TimeSpan.FromMilliseconds(Math.Max(1, at - now)) : LongestWait;
            await _wake.WaitAsync(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PinnedAsync(IReadOnlyCollection<Pin> pins, CancellationToken cancellationToken) =>
        await store.Link.RunAsync(RedisScripts.PinsDone, new RedisArguments().AddAll(pins, static (to, pin) => to.Add(pin.Cid.ToString())), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask RetryAsync(Pin pin, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        await PutOffAsync(pin, pin.Attempt + 1, reason, notBefore.ToUnixTimeMilliseconds() + await store.AheadAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask GiveUpAsync(Pin pin, string reason, CancellationToken cancellationToken) => PutOffAsync(pin, pin.Attempt, reason, "", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> RetryFailedAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        while ((int)await store.Link.RunAsync(RedisScripts.RetryPins, new RedisArguments(), cancellationToken) is var portion && portion > 0) count += portion;
        return count;
    }

    /// <inheritdoc/>
    public async ValueTask<int> QueueAsync(long epochId, IReadOnlyCollection<Cid> cids, CancellationToken cancellationToken) =>
        (int)await store.Link.RunAsync(RedisScripts.QueuePins, RedisArguments.Of(epochId).AddAll(cids, static (to, cid) => to.Add(cid.ToString())), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<PinDepth> DepthAsync(CancellationToken cancellationToken)
    {
        var counts = (await store.Link.RunAsync(RedisScripts.PinDepth, new RedisArguments(), cancellationToken)).Items();
        return new PinDepth((long)counts[0], (long)counts[1]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FailedPin>> FailedAsync(int limit, CancellationToken cancellationToken) => Array.ConvertAll(
        (await store.Link.RunAsync(RedisScripts.FailedPins, RedisArguments.Of(limit), cancellationToken)).Items(),
        static pin => ReadFailed(pin.Items()));

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _wake.Dispose();
    }

    private async ValueTask PutOffAsync(Pin pin, int attempt, string reason, RedisValue due, CancellationToken cancellationToken) =>
        await store.Link.RunAsync(RedisScripts.PutOffPin, RedisArguments.Of(pin.Cid.ToString(), attempt, reason, due), cancellationToken);

    private void Heard(string news)
    {
        if (news != News || _isDisposed) return;
        try
        {
            _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // Told while the process ends.
        }
    }

    private static FailedPin ReadFailed(RedisResult[] parts) => new(ReadPin(parts), (string)parts[3]);

    private static Pin ReadPin(RedisResult[] parts) => new(Cid.Parse((string)parts[0]), RedisRecords.Number((string)parts[1]), (int)parts[2]);
}
