using Snapshotter.Core.Chain;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Epochs;

/// <summary>Cuts epochs from the source chain, one after another, and releases them as the head goes.</summary>
public sealed class EpochCutter
{
    private readonly EpochOptions _options;
    private readonly SourceChainReader _reader;
    private readonly EpochRelease _release;
    private readonly IStateStore _store;
    private Epoch? _next;

    /// <summary>Cuts epochs and releases them with <paramref name="release"/>.</summary>
    public EpochCutter(EpochOptions options, SourceChainReader reader, EpochRelease release, IStateStore store)
    {
        _options = options;
        _reader = reader;
        _release = release;
        _store = store;
    }

    /// <summary>The epoch to be cut next, or to be cut again because its blocks were replaced; null before the first look at state and chain.</summary>
    public Epoch? Next => _release.NextRebuild ?? _next;

    /// <summary>Whether <see cref="EpochOptions.Limit"/> is reached.</summary>
    public bool IsAtLimit => Next is { } next && _options.Limit is { } limit && next.Id > limit;

    /// <summary>Begins behind the latest released epoch again: another process may have released some meanwhile.</summary>
    public void Restart()
    {
        _next = null;
        _release.Restart();
    }

    /// <summary>Releases the next epoch when the source head is far enough.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The released epoch, or null when it is too early, or another one is to be cut again first.</returns>
    /// <exception cref="SourceChainException">The source chain could not be read; trying again may help.</exception>
    public async ValueTask<ReleasedEpoch?> TryCutAsync(CancellationToken cancellationToken)
    {
        if (await _release.NextRebuildAsync(cancellationToken) is { } again)
        {
            return await _release.TryAsync(new AnnouncedEpoch(again.Epoch, again.AnchorBlock, null), _options.HeadOffset, cancellationToken);
        }

        var epoch = _next ??= await FirstAsync(cancellationToken);
        var released = await _release.TryAsync(AnnouncedEpoch.Of(epoch), _options.HeadOffset, cancellationToken);
        if (released is not null) _next = After(epoch);
        return released;
    }

    private async ValueTask<Epoch> FirstAsync(CancellationToken cancellationToken)
    {
        if (await _store.CurrentEpochAsync(cancellationToken) is { } current) return After(current.Epoch);
        var begin = _options.FirstBlock ?? Math.Max(0, await _reader.ReadHeadAsync(1, cancellationToken) - _options.HeadOffset - _options.Size + 1);
        return new Epoch(1, begin, begin + _options.Size - 1);
    }

    private Epoch After(Epoch epoch) => new(epoch.Id + 1, epoch.End + 1, epoch.End + _options.Size);
}
