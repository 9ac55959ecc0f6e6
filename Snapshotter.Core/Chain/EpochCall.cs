using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>A call at a place within an epoch, so that the same call of two epochs is equal.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Calldata">What it is called with.</param>
/// <param name="Place">0 for the block before the epoch, 1 for its first block, and so on.</param>
internal readonly record struct EpochCall(Address Contract, ReadOnlyMemory<byte> Calldata, int Place)
{
    /// <summary>The call at a block of an epoch or the one before it.</summary>
    public static EpochCall Of(Epoch epoch, CallKey key) => new(key.Contract, key.Calldata, (int)(key.Block - epoch.Begin + 1));

    /// <summary>The call of an epoch.</summary>
    public CallKey In(Epoch epoch) => new(Contract, Calldata, epoch.Begin - 1 + Place);

    public bool Equals(EpochCall other) => Contract == other.Contract && Place == other.Place && Calldata.Span.SequenceEqual(other.Calldata.Span);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Contract);
        hash.Add(Place);
        hash.AddBytes(Calldata.Span);
        return hash.ToHashCode();
    }
}
