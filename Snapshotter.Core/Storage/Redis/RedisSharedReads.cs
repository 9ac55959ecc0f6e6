using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Jobs.Workers;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>What hosts share of the source chain, beside the state: an epoch's reads until its last job ended, and of each host what its processors ask for.</summary>
/// <param name="link">The server.</param>
/// <param name="hosts">Who is there.</param>
/// <param name="worker">Tells this host from all others.</param>
public sealed class RedisSharedReads(RedisLink link, LiveHosts hosts, string worker) : ISharedReads
{
    /// <summary>Where an epoch's end does not take its reads away, because its release came to nothing.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);

    /// <summary>News may be lost with a connection; what they told is looked for after so many looks without any.</summary>
    private const int LooksWithoutNews = 8;

    private bool _listens;
    private int _looks = LooksWithoutNews;

    /// <inheritdoc/>
    public bool HasReaders => hosts.HasOtherWorkers;

    /// <inheritdoc/>
    public bool HasListeners => hosts.HasOthers;

    /// <inheritdoc/>
    public async ValueTask PutAsync(long epochId, byte[] reads, CancellationToken cancellationToken) =>
        await link.RunAsync("SET", cancellationToken, RedisKeys.Reads(epochId), reads, "EX", (long)LongestKept.TotalSeconds);

    /// <inheritdoc/>
    public async ValueTask<byte[]?> GetAsync(long epochId, CancellationToken cancellationToken) =>
        await link.RunAsync("GET", cancellationToken, RedisKeys.Reads(epochId)) is { IsNull: false } found ? (byte[])found : null;

    /// <inheritdoc/>
    public async ValueTask TellAsync(byte[] wishes, CancellationToken cancellationToken) =>
        await link.RunAsync(RedisScripts.Wishes, RedisArguments.Of(worker, wishes), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<byte[]>> HearAsync(CancellationToken cancellationToken)
    {
        if (!hosts.HasOthers) return [];
        if (!_listens) await link.ListenAsync(Heard);
        _listens = true;
        if (Interlocked.Increment(ref _looks) <= LooksWithoutNews) return [];
        Interlocked.Exchange(ref _looks, 0);
        try
        {
            var told = (await link.RunAsync("HGETALL", cancellationToken, RedisKeys.Wishes)).Pairs();
            return [.. told.Where(pair => pair.Key != worker).Select(static pair => (byte[])pair.Value)];
        }
        catch
        {
            Interlocked.Exchange(ref _looks, LooksWithoutNews);
            throw;
        }
    }

    private void Heard(string news)
    {
        if (news == "wishes") Interlocked.Exchange(ref _looks, LooksWithoutNews);
    }
}
