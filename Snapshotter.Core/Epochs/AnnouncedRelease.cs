using Snapshotter.Core.Chain;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Epochs;

/// <summary>Releases epochs that a protocol state announced.</summary>
public sealed class AnnouncedRelease
{
    private readonly EpochRelease _release;
    private readonly SourceChainReader _reader;
    private readonly IStateStore _store;

    /// <summary>Releases through <paramref name="release"/>.</summary>
    public AnnouncedRelease(EpochRelease release, SourceChainReader reader, IStateStore store)
    {
        _release = release;
        _reader = reader;
        _store = store;
    }

    /// <summary>Begins with what is kept: another process may have released epochs, or taken some back, meanwhile.</summary>
    public void Restart() => _release.Restart();

    /// <summary>The lowest epoch that is to be released again, because its blocks were replaced, or null.</summary>
    public async ValueTask<AnnouncedEpoch?> NextRebuildAsync(CancellationToken cancellationToken) =>
        await _release.NextRebuildAsync(cancellationToken) is { } again ? new AnnouncedEpoch(again.Epoch, again.AnchorBlock, again.Timestamp) : null;

    /// <summary>Releases an epoch, unless it or a later one is released already and it is not to be built anew.</summary>
    /// <param name="announced">The epoch, with its release on the anchor chain.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The released epoch, or null when it was released before, or another one is to be built anew first.</returns>
    /// <exception cref="SourceChainException">The source chain could not be read, or does not reach that far.</exception>
    public async ValueTask<ReleasedEpoch?> ReleaseAsync(AnnouncedEpoch announced, CancellationToken cancellationToken)
    {
        var epoch = announced.Epoch;
        var current = await _store.CurrentEpochAsync(cancellationToken);
        if (current?.Epoch.Id >= epoch.Id && _release.NextRebuild?.Id != epoch.Id) return null;

        // Whoever announced it has waited for the source chain to settle.
        var released = await _release.TryAsync(announced, headOffset: 0, cancellationToken);
        if (released is null && _reader.Head < epoch.End) throw new SourceChainException($"{epoch} is released, but the source chain only reaches block {_reader.Head}.");
        return released;
    }
}
