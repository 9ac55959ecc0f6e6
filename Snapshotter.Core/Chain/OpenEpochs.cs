using System.Collections.Concurrent;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// The epochs whose reads are kept in memory while their jobs run. One that is not here is taken over from the host that read it, once for all of its jobs, or read
/// again where no host gave it.
/// </summary>
public sealed class OpenEpochs(SourceChainReader reader)
{
    /// <summary>More than can be in work; of what was forgotten only the reading is done once more.</summary>
    private const int MaxDistrusted = 1024;

    private readonly ConcurrentDictionary<long, EpochChain> _open = new();
    private readonly ConcurrentDictionary<(long EpochId, Hash32 EndHash), Lazy<Task<EpochChain>>> _opening = new();

    /// <summary>Epochs of which reads were dropped here: what others gave of them is not taken again.</summary>
    private readonly ConcurrentDictionary<long, bool> _distrusted = new();

    /// <summary>The number of epochs in memory.</summary>
    public int Count => _open.Count;

    /// <summary>Keeps an epoch that was just read.</summary>
    public void Add(EpochChain chain)
    {
        _distrusted.TryRemove(chain.Epoch.Id, out _);
        _open[chain.Epoch.Id] = chain;
    }

    /// <summary>The epoch's reads, opened anew after a restart, a discard, or when they are of blocks that the epoch no longer has.</summary>
    public async ValueTask<EpochChain> GetAsync(ReleasedEpoch released, CancellationToken cancellationToken)
    {
        if (Find(released) is { } known) return known;
        var opening = _opening.GetOrAdd((released.Epoch.Id, released.EndHash), _ => new Lazy<Task<EpochChain>>(() => OpenAsync(released)));
        return await opening.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Drops reads that are not to be trusted, unless the epoch has been opened anew since.</summary>
    public void Discard(EpochChain chain)
    {
        Distrust(chain.Epoch.Id);
        _open.TryRemove(KeyValuePair.Create(chain.Epoch.Id, chain));
    }

    /// <summary>Drops an epoch whose reads are not to be trusted.</summary>
    public void Discard(long epochId)
    {
        Distrust(epochId);
        _open.TryRemove(epochId, out _);
    }

    /// <summary>Lets an epoch go whose jobs ended, and learns from it what the next ones will ask for.</summary>
    public async Task CloseAsync(long epochId)
    {
        _distrusted.TryRemove(epochId, out _);
        if (_open.TryRemove(epochId, out var chain)) await reader.LearnAndTellAsync(chain);
    }

    private EpochChain? Find(ReleasedEpoch released) => _open.TryGetValue(released.Epoch.Id, out var known) && known.Blocks.EndHash == released.EndHash ? known : null;

    private async Task<EpochChain> OpenAsync(ReleasedEpoch released)
    {
        try
        {
            // All of the epoch's jobs wait for this, so that none of them may cancel it.
            var opened = _distrusted.ContainsKey(released.Epoch.Id) ? reader.Reopen(released) : await reader.ReopenSharedAsync(released, CancellationToken.None);
            return _open.AddOrUpdate(released.Epoch.Id, opened, (_, known) => known.Blocks.EndHash == released.EndHash ? known : opened);
        }
        finally
        {
            _opening.TryRemove((released.Epoch.Id, released.EndHash), out _);
        }
    }

    private void Distrust(long epochId)
    {
        if (_distrusted.Count >= MaxDistrusted) _distrusted.Clear();
        _distrusted[epochId] = true;
    }
}
