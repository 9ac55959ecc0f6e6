using System.Numerics;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>Writes transactions: the order of elements of each kind stands here, and once more in <see cref="TransactionReader"/>.</summary>
internal static class TransactionWriter
{
    private const int MaxBits = 256;

    /// <summary>The encoding with a signature, or without one the encoding that gets signed.</summary>
    public static byte[] Write(Transaction transaction, Signature? signature)
    {
        if (signature is { RecoveryId: > 1 }) throw new TransactionException(TransactionFault.Signature, "its recovery id is above 1.", "v");
        var rlp = new RlpWriter(256 + transaction.Data.Length);
        rlp.BeginList();
        if (transaction is LegacyTransaction legacy) WriteLegacy(rlp, legacy, signature);
        else WriteTyped(rlp, transaction, signature);
        rlp.EndList();
        return transaction.Type == TransactionType.Legacy ? rlp.ToArray() : [(byte)transaction.Type, .. rlp.WrittenSpan];
    }

    private static void WriteLegacy(RlpWriter rlp, LegacyTransaction transaction, Signature? signature)
    {
        rlp.WriteUInt64(transaction.Nonce);
        WriteNumber(rlp, transaction.GasPrice, "gasPrice");
        WriteCall(rlp, transaction);
        if (signature is { } signed)
        {
            rlp.WriteBigInteger(LegacyV.Of(transaction.ChainId, signed.RecoveryId));
            WriteProof(rlp, signed);
        }
        else if (transaction.ChainId is { } chainId)
        {
            // EIP-155 puts the chain and two zeros where v, r and s will be.
            rlp.WriteUInt64(chainId);
            rlp.WriteUInt64(0);
            rlp.WriteUInt64(0);
        }
    }

    private static void WriteTyped(RlpWriter rlp, Transaction transaction, Signature? signature)
    {
        rlp.WriteUInt64(transaction.SigningChainId ?? 0);
        rlp.WriteUInt64(transaction.Nonce);
        switch (transaction)
        {
            case AccessListTransaction typed:
                WriteNumber(rlp, typed.GasPrice, "gasPrice");
                WriteCall(rlp, typed);
                WriteAccessList(rlp, typed.AccessList);
                break;
            case DynamicFeeTransaction typed:
                WriteFees(rlp, typed.MaxPriorityFeePerGas, typed.MaxFeePerGas);
                WriteCall(rlp, typed);
                WriteAccessList(rlp, typed.AccessList);
                break;
            case BlobTransaction typed:
                WriteFees(rlp, typed.MaxPriorityFeePerGas, typed.MaxFeePerGas);
                WriteCall(rlp, typed);
                WriteAccessList(rlp, typed.AccessList);
                WriteBlobs(rlp, typed);
                break;
            case SetCodeTransaction typed:
                WriteFees(rlp, typed.MaxPriorityFeePerGas, typed.MaxFeePerGas);
                WriteCall(rlp, typed);
                WriteAccessList(rlp, typed.AccessList);
                WriteAuthorizations(rlp, typed.Authorizations);
                break;
            default:
                throw new TransactionException(TransactionFault.Type, $"its type {transaction.Type} has no encoding.");
        }

        if (signature is not { } signed) return;
        rlp.WriteUInt64((ulong)signed.RecoveryId);
        WriteProof(rlp, signed);
    }

    private static void WriteFees(RlpWriter rlp, BigInteger maxPriorityFee, BigInteger maxFee)
    {
        WriteNumber(rlp, maxPriorityFee, "maxPriorityFeePerGas");
        WriteNumber(rlp, maxFee, "maxFeePerGas");
    }

    private static void WriteCall(RlpWriter rlp, Transaction transaction)
    {
        WriteNumber(rlp, transaction.GasLimit, "gas");
        rlp.WriteAddress(transaction.To);
        WriteNumber(rlp, transaction.Value, "value");
        rlp.WriteBytes(transaction.Data.Span);
    }

    private static void WriteAccessList(RlpWriter rlp, IReadOnlyList<AccessListEntry> entries)
    {
        rlp.BeginList();
        foreach (var entry in entries)
        {
            rlp.BeginList();
            rlp.WriteAddress(entry.Address);
            rlp.BeginList();
            foreach (var key in entry.StorageKeys) rlp.WriteHash32(key);
            rlp.EndList();
            rlp.EndList();
        }

        rlp.EndList();
    }

    private static void WriteBlobs(RlpWriter rlp, BlobTransaction transaction)
    {
        WriteNumber(rlp, transaction.MaxFeePerBlobGas, "maxFeePerBlobGas");
        rlp.BeginList();
        foreach (var hash in transaction.BlobVersionedHashes) rlp.WriteHash32(hash);
        rlp.EndList();
    }

    private static void WriteAuthorizations(RlpWriter rlp, IReadOnlyList<CodeAuthorization> authorizations)
    {
        rlp.BeginList();
        foreach (var authorization in authorizations)
        {
            rlp.BeginList();
            WriteNumber(rlp, authorization.ChainId, "authorizationList");
            rlp.WriteAddress(authorization.Address);
            rlp.WriteUInt64(authorization.Nonce);
            rlp.WriteUInt64(authorization.YParity);
            WriteNumber(rlp, authorization.R, "authorizationList");
            WriteNumber(rlp, authorization.S, "authorizationList");
            rlp.EndList();
        }

        rlp.EndList();
    }

    private static void WriteProof(RlpWriter rlp, in Signature signature)
    {
        rlp.WriteBytes(signature.R.TrimStart((byte)0));
        rlp.WriteBytes(signature.S.TrimStart((byte)0));
    }

    private static void WriteNumber(RlpWriter rlp, BigInteger number, string field)
    {
        if (number.Sign < 0 || number.GetBitLength() > MaxBits) throw new TransactionException(TransactionFault.Field, $"{field} is no number of {MaxBits} bits.", field);
        rlp.WriteBigInteger(number);
    }
}
