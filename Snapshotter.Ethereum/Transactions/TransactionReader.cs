using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>Reads transactions, strictly.</summary>
internal static class TransactionReader
{
    /// <summary>The first byte of a list: where it stands, no type byte is before it (EIP-2718).</summary>
    private const byte FirstOfList = 0xc0;

    public static TransactionType ReadType(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) throw new TransactionException(TransactionFault.Encoding, "it has no bytes.");
        if (bytes[0] >= FirstOfList) return TransactionType.Legacy;
        if (bytes[0] is 0 or > (byte)TransactionType.SetCode)
            throw new TransactionException(TransactionFault.Type, $"it starts with 0x{bytes[0]:x2}, which is no known type.");
        return (TransactionType)bytes[0];
    }

    public static SignedTransaction ReadSigned(ReadOnlySpan<byte> bytes)
    {
        var fields = Open(bytes, out var type);
        fields.RequireCount(SignedElements(type));
        var transaction = ReadBody(type, ref fields);
        Signature signature;
        if (transaction is LegacyTransaction legacy)
        {
            var (chainId, recoveryId) = LegacyV.Split(fields.Number("v", LegacyV.MaxBytes));
            transaction = legacy with { ChainId = chainId };
            signature = fields.Proof(recoveryId);
        }
        else
        {
            var parity = fields.UInt64("yParity");
            if (parity > 1) throw new TransactionException(TransactionFault.Signature, $"yParity is 0 or 1, not {parity}.", "yParity");
            signature = fields.Proof((int)parity);
        }

        fields.RequireEnd();
        return new SignedTransaction(transaction, signature);
    }

    public static SignedTransaction ReadPooled(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [(byte)TransactionType.Blob, ..]) return ReadSigned(bytes);
        var wrapped = Open(bytes, out _);
        return ReadSigned([(byte)TransactionType.Blob, .. wrapped.EncodedList("transaction")]);
    }

    public static Transaction ReadUnsigned(ReadOnlySpan<byte> bytes)
    {
        var fields = Open(bytes, out var type);
        var transaction = ReadBody(type, ref fields);
        if (transaction is LegacyTransaction legacy && !fields.IsAtEnd)
        {
            transaction = legacy with { ChainId = fields.UInt64("chainId") };
            if (fields.UInt64("r") != 0 || fields.UInt64("s") != 0)
                throw new TransactionException(TransactionFault.Encoding, "it has a signature where the encoding for signing has zeros (EIP-155).");
        }

        fields.RequireEnd();
        return transaction;
    }

    private static TransactionFieldReader Open(ReadOnlySpan<byte> bytes, out TransactionType type)
    {
        type = ReadType(bytes);
        return new TransactionFieldReader(type == TransactionType.Legacy ? bytes : bytes[1..]);
    }

    private static int SignedElements(TransactionType type) => type switch
    {
        TransactionType.Legacy => 9,
        TransactionType.AccessList => 11,
        TransactionType.DynamicFee => 12,
        TransactionType.Blob => 14,
        _ => 13,
    };

    private static Transaction ReadBody(TransactionType type, ref TransactionFieldReader fields) => type switch
    {
        TransactionType.Legacy => new LegacyTransaction
        {
            Nonce = fields.UInt64("nonce"),
            GasPrice = fields.Number("gasPrice"),
            GasLimit = fields.Number("gas"),
            To = fields.OptionalAddress("to"),
            Value = fields.Number("value"),
            Data = fields.Bytes("input"),
        },
        TransactionType.AccessList => new AccessListTransaction
        {
            ChainId = fields.UInt64("chainId"),
            Nonce = fields.UInt64("nonce"),
            GasPrice = fields.Number("gasPrice"),
            GasLimit = fields.Number("gas"),
            To = fields.OptionalAddress("to"),
            Value = fields.Number("value"),
            Data = fields.Bytes("input"),
            AccessList = ReadAccessList(ref fields),
        },
        TransactionType.DynamicFee => new DynamicFeeTransaction
        {
            ChainId = fields.UInt64("chainId"),
            Nonce = fields.UInt64("nonce"),
            MaxPriorityFeePerGas = fields.Number("maxPriorityFeePerGas"),
            MaxFeePerGas = fields.Number("maxFeePerGas"),
            GasLimit = fields.Number("gas"),
            To = fields.OptionalAddress("to"),
            Value = fields.Number("value"),
            Data = fields.Bytes("input"),
            AccessList = ReadAccessList(ref fields),
        },
        TransactionType.Blob => new BlobTransaction
        {
            ChainId = fields.UInt64("chainId"),
            Nonce = fields.UInt64("nonce"),
            MaxPriorityFeePerGas = fields.Number("maxPriorityFeePerGas"),
            MaxFeePerGas = fields.Number("maxFeePerGas"),
            GasLimit = fields.Number("gas"),
            To = fields.OptionalAddress("to"),
            Value = fields.Number("value"),
            Data = fields.Bytes("input"),
            AccessList = ReadAccessList(ref fields),
            MaxFeePerBlobGas = fields.Number("maxFeePerBlobGas"),
            BlobVersionedHashes = ReadHashes(ref fields, "blobVersionedHashes"),
        },
        _ => new SetCodeTransaction
        {
            ChainId = fields.UInt64("chainId"),
            Nonce = fields.UInt64("nonce"),
            MaxPriorityFeePerGas = fields.Number("maxPriorityFeePerGas"),
            MaxFeePerGas = fields.Number("maxFeePerGas"),
            GasLimit = fields.Number("gas"),
            To = fields.OptionalAddress("to"),
            Value = fields.Number("value"),
            Data = fields.Bytes("input"),
            AccessList = ReadAccessList(ref fields),
            Authorizations = ReadAuthorizations(ref fields),
        },
    };

    private static List<AccessListEntry> ReadAccessList(ref TransactionFieldReader fields)
    {
        var list = fields.List("accessList");
        var entries = new List<AccessListEntry>();
        while (!list.IsAtEnd)
        {
            var entry = list.List("accessList");
            entries.Add(new AccessListEntry(entry.Address("accessList.address"), ReadHashes(ref entry, "accessList.storageKeys")));
            entry.RequireEnd();
        }

        return entries;
    }

    private static List<Hash32> ReadHashes(ref TransactionFieldReader fields, string field)
    {
        var list = fields.List(field);
        var hashes = new List<Hash32>();
        while (!list.IsAtEnd) hashes.Add(list.Hash(field));
        return hashes;
    }

    private static List<CodeAuthorization> ReadAuthorizations(ref TransactionFieldReader fields)
    {
        const string Field = "authorizationList";
        var list = fields.List(Field);
        var authorizations = new List<CodeAuthorization>();
        while (!list.IsAtEnd)
        {
            var entry = list.List(Field);
            var chainId = entry.Number(Field);
            var address = entry.Address(Field);
            var nonce = entry.UInt64(Field);
            var parity = (byte)entry.Number(Field, maxBytes: 1);
            authorizations.Add(new CodeAuthorization(chainId, address, nonce, parity, entry.Number(Field), entry.Number(Field)));
            entry.RequireEnd();
        }

        return authorizations;
    }
}
