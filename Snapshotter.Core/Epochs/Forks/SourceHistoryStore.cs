using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>Keeps the history of the source chain in the state store, as a fact in one transaction with what it is about. One caller at a time.</summary>
public sealed class SourceHistoryStore(IStateStore store, SourceChainOptions options, EpochOptions epochs, LiveHosts? hosts = null)
{
    private const string FactKey = "source:history";

    /// <summary>How many blocks are kept: those of the horizon, and never fewer than those of the epochs that may be in work.</summary>
    public int MostHeaders => Math.Max(options.ReorgHorizon, epochs.MaxInFlight * (hosts?.Workers ?? 1) * epochs.Size);

    /// <summary>The history as it was loaded or written last, or null before that.</summary>
    public SourceHistory? Current { get; private set; }

    /// <summary>The history. Of a state that an earlier release left, the last block of the latest epoch.</summary>
    /// <exception cref="InvalidDataException">What is kept is no history.</exception>
    public async ValueTask<SourceHistory> LoadAsync(CancellationToken cancellationToken)
    {
        if (Current is { } known) return known;
        if (await store.FactAsync(FactKey, cancellationToken) is { } bytes) return Current = SourceHistoryJson.Read(bytes);
        var latest = await store.CurrentEpochAsync(cancellationToken);
        return Current = new SourceHistory(latest is null ? KeptHeaders.Empty : new KeptHeaders(latest.Epoch.End, [latest.EndHash]), []);
    }

    /// <summary>What is kept counts again: another process may have written it since.</summary>
    public void Forget() => Current = null;

    /// <summary>Writes a change and the history after it.</summary>
    /// <returns>False when nothing was written (see <see cref="IStateStore.CommitAsync"/>).</returns>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public async ValueTask<bool> CommitAsync(StateChange change, SourceHistory after, CancellationToken cancellationToken)
    {
        if (!await store.CommitAsync(change with { IsOfTurn = true, Facts = [.. change.Facts, KeyValuePair.Create(FactKey, SourceHistoryJson.Write(after))] }, cancellationToken)) return false;
        Current = after;
        return true;
    }
}
