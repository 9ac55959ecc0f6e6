using System.Collections.Concurrent;
using Snapshotter.Core.Epochs;

namespace Snapshotter.Core.Chain;

/// <summary>The epochs whose reads are kept in memory while their jobs run. An epoch that is not here is read again.</summary>
public sealed class OpenEpochs(SourceChainReader reader)
{
    private readonly ConcurrentDictionary<long, EpochChain> _open = new();

    /// <summary>The number of epochs in memory.</summary>
    public int Count => _open.Count;

    /// <summary>Keeps an epoch that was just read.</summary>
    public void Add(EpochChain chain) => _open[chain.Epoch.Id] = chain;

    /// <summary>The epoch's reads, opened anew after a restart, a discard, or when they are of blocks that the epoch no longer has.</summary>
    public EpochChain Get(ReleasedEpoch released) => _open.AddOrUpdate(
        released.Epoch.Id, _ => reader.Reopen(released), (_, known) => known.Blocks.EndHash == released.EndHash ? known : reader.Reopen(released));

    /// <summary>Drops reads that are not to be trusted, unless the epoch has been opened anew since.</summary>
    public void Discard(EpochChain chain) => _open.TryRemove(KeyValuePair.Create(chain.Epoch.Id, chain));

    /// <summary>Drops an epoch whose reads are not to be trusted.</summary>
    public void Discard(long epochId) => _open.TryRemove(epochId, out _);

    /// <summary>Lets an epoch go whose jobs ended, and learns from it what the next ones will ask for.</summary>
    public async Task CloseAsync(long epochId)
    {
        if (_open.TryRemove(epochId, out var chain)) await reader.LearnAsync(chain);
    }
}
