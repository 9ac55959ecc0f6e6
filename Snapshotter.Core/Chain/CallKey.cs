using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>A call: equal contract, calldata and block give an equal answer.</summary>
internal readonly record struct CallKey(Address Contract, ReadOnlyMemory<byte> Calldata, long Block)
{
    /// <summary>The block of calls whose answer never changes.</summary>
    public const long Latest = -1;

    /// <summary>Whether the answer never changes, so that it is of no block.</summary>
    public bool IsConstant => Block == Latest;

    public bool Equals(CallKey other) =>
        Contract == other.Contract && Block == other.Block && Calldata.Span.SequenceEqual(other.Calldata.Span);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Contract);
        hash.Add(Block);
        hash.AddBytes(Calldata.Span);
        return hash.ToHashCode();
    }

    /// <summary>For errors: the contract, the selector and the block.</summary>
    public override string ToString() =>
        $"call {Hex.Prefixed(Calldata.Span[..Math.Min(4, Calldata.Length)])} of {Contract} at {(IsConstant ? "the latest block" : $"block {Block}")}";
}
