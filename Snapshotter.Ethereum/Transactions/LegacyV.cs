using System.Numerics;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>The v of legacy transactions: 27 or 28, or with a chain id 35 or 36 and twice the id (EIP-155).</summary>
internal static class LegacyV
{
    private const int WithoutChain = 27;
    private const int WithChain = 35;

    /// <summary>The widest v: twice a chain id of 64 bits.</summary>
    public const int MaxBytes = 9;

    public static BigInteger Of(ulong? chainId, int recoveryId) =>
        chainId is { } id ? (new BigInteger(id) * 2) + WithChain + recoveryId : WithoutChain + recoveryId;

    public static (ulong? ChainId, int RecoveryId) Split(BigInteger v)
    {
        if (v == WithoutChain || v == WithoutChain + 1) return (null, (int)v - WithoutChain);
        var chainId = (v - WithChain) / 2;
        if (v < WithChain || chainId > ulong.MaxValue) throw new TransactionException(TransactionFault.Signature, $"no signature has a v of {v}.", "v");
        return ((ulong)chainId, (int)((v - WithChain) % 2));
    }
}
