using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Which eth_call an answer was recorded for.</summary>
/// <param name="To">The contract.</param>
/// <param name="DataHash">Keccak-256 of the call data, which may be long.</param>
/// <param name="Block">The height, or <see cref="AnyBlock"/>.</param>
internal readonly record struct RecordedCallKey(Address To, Hash32 DataHash, long Block)
{
    /// <summary>Stands for calls recorded on "latest": their answers do not change.</summary>
    public const long AnyBlock = -1;

    public static RecordedCallKey Of(Address to, ReadOnlySpan<byte> data, long block)
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak256.Hash(data, hash);
        return new RecordedCallKey(to, new Hash32(hash), block);
    }
}
