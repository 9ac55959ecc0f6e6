using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>What the processors of an epoch asked for, so that the next epoch is read with it in one request.</summary>
internal sealed class ReadInterests
{
    /// <summary>Contracts and the first topics asked for.</summary>
    public Dictionary<Address, HashSet<Hash32>> Logs { get; } = [];

    /// <summary>Calls at the epoch's blocks.</summary>
    public HashSet<EpochCall> Calls { get; } = [];

    public void Add(Address contract, IReadOnlyList<Hash32> signatures)
    {
        if (!Logs.TryGetValue(contract, out var known)) Logs.Add(contract, known = []);
        known.UnionWith(signatures);
    }
}
