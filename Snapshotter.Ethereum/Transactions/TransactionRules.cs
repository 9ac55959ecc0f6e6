using System.Numerics;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>What a chain asks of a transaction whatever its state: all that can be said without balances, nonces and a block.</summary>
public static class TransactionRules
{
    private const int MaxInitCode = 49_152;

    /// <summary>Reads a transaction as a chain does: its type first, then its elements, then the rules.</summary>
    /// <param name="bytes">The encoding of <see cref="SignedTransaction.Encode"/>.</param>
    /// <param name="fork">The rules in force.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="sender">Who sent it.</param>
    /// <exception cref="TransactionException">The bytes are no transaction, or the chain would refuse it whatever its state.</exception>
    public static SignedTransaction Accept(ReadOnlySpan<byte> bytes, Fork fork, ulong chainId, out Address sender)
    {
        CheckType(TransactionReader.ReadType(bytes), fork);
        var signed = SignedTransaction.Decode(bytes);
        sender = Validate(signed, fork, chainId);
        return signed;
    }

    /// <summary>Checks a transaction and finds who sent it.</summary>
    /// <param name="signed">The transaction.</param>
    /// <param name="fork">The rules in force.</param>
    /// <param name="chainId">The chain.</param>
    /// <returns>The sender.</returns>
    /// <exception cref="TransactionException">The chain would refuse it whatever its state.</exception>
    public static Address Validate(SignedTransaction signed, Fork fork, ulong chainId)
    {
        var transaction = signed.Transaction;
        CheckType(transaction.Type, fork);
        CheckChain(transaction, fork, chainId);
        CheckSignature(signed.Signature, fork);
        var sender = signed.RecoverSender();
        CheckShape(transaction, fork);
        CheckGas(transaction, fork);
        return sender;
    }

    private static void CheckType(TransactionType type, Fork fork)
    {
        var since = type switch
        {
            TransactionType.Legacy => Fork.Frontier,
            TransactionType.AccessList => Fork.Berlin,
            TransactionType.DynamicFee => Fork.London,
            TransactionType.Blob => Fork.Cancun,
            _ => Fork.Prague,
        };
        if (fork < since) throw new TransactionException(TransactionFault.Type, $"{fork} does not know the type {type} of {since}.");
    }

    private static void CheckChain(Transaction transaction, Fork fork, ulong chainId)
    {
        if (transaction.SigningChainId is not { } signedFor) return;
        if (fork < Fork.SpuriousDragon) throw new TransactionException(TransactionFault.Signature, $"{fork} does not know the v of EIP-155.", "v");
        if (signedFor != chainId) throw new TransactionException(TransactionFault.ChainId, $"it is signed for chain {signedFor}, not {chainId}.", "chainId");
    }

    private static void CheckSignature(in Signature signature, Fork fork)
    {
        RequireInOrder(signature.R, "r");
        RequireInOrder(signature.S, "s");
        if (fork >= Fork.Homestead && !signature.IsLowS) throw new TransactionException(TransactionFault.Signature, "its s is in the upper half of the range (EIP-2).", "s");
    }

    private static void RequireInOrder(ReadOnlySpan<byte> number, string field)
    {
        if (!number.ContainsAnyExcept((byte)0) || number.SequenceCompareTo(Secp256k1.Order) >= 0)
            throw new TransactionException(TransactionFault.Signature, $"its {field} is zero or not below the group's order.", field);
    }

    private static void CheckShape(Transaction transaction, Fork fork)
    {
        if (transaction.To is null && fork >= Fork.Shanghai && transaction.Data.Length > MaxInitCode)
            throw new TransactionException(TransactionFault.InitCodeTooLarge, $"its creation code has {transaction.Data.Length} bytes, more than {MaxInitCode}.", "input");
        if (transaction.To is null && transaction is BlobTransaction or SetCodeTransaction)
            throw new TransactionException(TransactionFault.Shape, $"a transaction of type {transaction.Type} needs a recipient.", "to");
        if (transaction is BlobTransaction { BlobVersionedHashes.Count: 0 })
            throw new TransactionException(TransactionFault.Shape, "it has no blobs.", "blobVersionedHashes");
        if (transaction is SetCodeTransaction { Authorizations.Count: 0 })
            throw new TransactionException(TransactionFault.Shape, "it has no authorizations.", "authorizationList");
    }

    private static void CheckGas(Transaction transaction, Fork fork)
    {
        if (transaction.Nonce == ulong.MaxValue) throw new TransactionException(TransactionFault.NonceTooLarge, "its nonce is the last one (EIP-2681).", "nonce");
        if (transaction.GasLimit > ulong.MaxValue) throw new TransactionException(TransactionFault.GasLimitTooLarge, "its gas limit is above 64 bits.", "gas");
        if (TipOf(transaction) > transaction.MaxGasPrice)
            throw new TransactionException(TransactionFault.TipAboveMaxFee, "its tip is above its fee in all.", "maxPriorityFeePerGas");
        if ((transaction.GasLimit * transaction.MaxGasPrice).GetBitLength() > 256)
            throw new TransactionException(TransactionFault.GasCostTooLarge, "its gas limit times its price is above 256 bits.", "gas");

        var least = IntrinsicGas.LeastLimit(transaction, fork);
        if (transaction.GasLimit < least)
            throw new TransactionException(TransactionFault.IntrinsicGas, $"its gas limit is {transaction.GasLimit}; it needs {least}.", "gas");
    }

    private static BigInteger TipOf(Transaction transaction) => transaction switch
    {
        DynamicFeeTransaction typed => typed.MaxPriorityFeePerGas,
        BlobTransaction typed => typed.MaxPriorityFeePerGas,
        SetCodeTransaction typed => typed.MaxPriorityFeePerGas,
        _ => BigInteger.Zero,
    };
}
