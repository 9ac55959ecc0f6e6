using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>Where a new contract will be.</summary>
public static class ContractAddress
{
    /// <summary>The address of a contract made by a transaction or by CREATE (Yellow Paper, section 7).</summary>
    /// <param name="creator">The sender of the transaction, or the creating contract.</param>
    /// <param name="nonce">The creator's nonce before.</param>
    public static Address Create(Address creator, ulong nonce)
    {
        var rlp = new RlpWriter(32);
        rlp.BeginList();
        rlp.WriteAddress(creator);
        rlp.WriteUInt64(nonce);
        rlp.EndList();
        return LastBytes(rlp.WrittenSpan);
    }

    /// <summary>The address of a contract made by CREATE2 (EIP-1014), such as a Uniswap v2 pair.</summary>
    /// <param name="creator">The creating contract.</param>
    /// <param name="salt">Chosen by the creator.</param>
    /// <param name="initCodeHash">Keccak-256 of the creation code.</param>
    public static Address Create2(Address creator, Hash32 salt, Hash32 initCodeHash) =>
        LastBytes([0xff, .. creator.Bytes, .. salt.Bytes, .. initCodeHash.Bytes]);

    private static Address LastBytes(ReadOnlySpan<byte> preimage) => new(Keccak256.Hash(preimage).Bytes[^Address.Size..]);
}
