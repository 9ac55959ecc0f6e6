using System.Text.Json;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>The processes that share a Redis. Each tells of itself every few seconds, by the server's clock, so that hosts need not agree on the time.</summary>
/// <param name="store">The state.</param>
/// <param name="own">What this process tells.</param>
/// <param name="worker">Tells this process from all others; the same after a restart.</param>
/// <param name="options">How long a process may be silent.</param>
public sealed class RedisWorkers(RedisStateStore store, OwnSign own, string worker, JobOptions options) : IWorkerBoard
{
    /// <summary>Of more processes those are dropped that were not heard of for longest.</summary>
    internal const int MostKept = 256;

    /// <summary>For how long one that is gone is still shown.</summary>
    internal static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestBetween = TimeSpan.FromSeconds(5);

    private readonly RedisLink _link = store.Link;
    private long _nextBeat;

    /// <summary>After how long the next sign of life is due: well within the lease.</summary>
    public TimeSpan BetweenBeats => options.Lease / 3 < LongestBetween ? options.Lease / 3 : LongestBetween;

    /// <summary>Gives a sign of life when one is due: one command, which goes together with what else is asked at the moment.</summary>
    /// <exception cref="Storage.StorageException">Redis did not answer.</exception>
    public async ValueTask BeatAsync(CancellationToken cancellationToken)
    {
        var ahead = await store.AheadAsync(cancellationToken);
        var now = store.Now + ahead;
        if (now < Interlocked.Read(ref _nextBeat)) return;
        var sign = Shifted(own.Now(worker, DateTimeOffset.FromUnixTimeMilliseconds(store.Now)), ahead);
        await _link.RunAsync(
            RedisScripts.Beat, RedisArguments.Of(worker, now, JsonSerializer.SerializeToUtf8Bytes(sign), now - (long)Shown.TotalMilliseconds, MostKept), cancellationToken);

        // Looks come at about the same pace, and none of them should be a moment too early.
        Interlocked.Exchange(ref _nextBeat, now + (long)(BetweenBeats * 0.9).TotalMilliseconds);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WorkerSign>> AllAsync(CancellationToken cancellationToken)
    {
        var ahead = await store.AheadAsync(cancellationToken);
        var signs = await _link.RunAsync(RedisScripts.Workers, RedisArguments.Of(store.Now + ahead - (long)Shown.TotalMilliseconds), cancellationToken);
        return [.. signs.Items().Select(sign => Shifted(Read((byte[])sign), -ahead)).OrderBy(static sign => sign.Host, StringComparer.Ordinal).ThenBy(static sign => sign.Id, StringComparer.Ordinal)];
    }

    /// <summary>Looks who is there.</summary>
    /// <exception cref="Storage.StorageException">Redis did not answer.</exception>
    public async ValueTask LookAsync(LiveHosts hosts, CancellationToken cancellationToken) =>
        hosts.Saw(await AllAsync(cancellationToken), worker, DateTimeOffset.FromUnixTimeMilliseconds(store.Now));

    private static WorkerSign Read(byte[] sign) =>
        JsonSerializer.Deserialize<WorkerSign>(sign) ?? throw new InvalidDataException("Redis holds no sign of a worker where one should be: delete snapshotter:workers and snapshotter:workers:signs, which the workers write anew.");

    private static WorkerSign Shifted(WorkerSign sign, long milliseconds)
    {
        var by = TimeSpan.FromMilliseconds(milliseconds);
        return sign with { StartedAt = sign.StartedAt + by, BeatAt = sign.BeatAt + by, Running = [.. sign.Running.Select(job => job with { Since = job.Since + by })] };
    }
}
