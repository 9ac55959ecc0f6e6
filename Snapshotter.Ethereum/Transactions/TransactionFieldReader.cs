using System.Numerics;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>Reads the elements of a transaction in order, and names the one at fault.</summary>
internal ref struct TransactionFieldReader
{
    private const int NumberSize = 32;

    private RlpReader _rlp;

    /// <summary>A reader of the one list that <paramref name="bytes"/> are.</summary>
    public TransactionFieldReader(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var whole = new RlpReader(bytes);
            _rlp = whole.ReadList();
            whole.RequireEnd();
        }
        catch (RlpException e)
        {
            throw new TransactionException(TransactionFault.Encoding, $"its encoding is damaged. {e.Message}", inner: e);
        }
    }

    private TransactionFieldReader(RlpReader rlp) => _rlp = rlp;

    public readonly bool IsAtEnd => _rlp.IsAtEnd;

    /// <summary>Refuses another number of elements, where all can be told apart: a missing one would be blamed on its successor.</summary>
    public readonly void RequireCount(int expected)
    {
        var ahead = _rlp;
        var count = 0;
        try
        {
            for (; !ahead.IsAtEnd; count++) ahead.ReadEncoded();
        }
        catch (RlpException)
        {
            // Whoever reads that element will name it.
            return;
        }

        if (count != expected) throw new TransactionException(TransactionFault.Encoding, $"its type has {expected} elements, it has {count}.");
    }

    public ulong UInt64(string field)
    {
        RequireElement(field);
        try
        {
            return _rlp.ReadUInt64();
        }
        catch (RlpException e)
        {
            throw Fault(field, e);
        }
    }

    public BigInteger Number(string field, int maxBytes = NumberSize)
    {
        RequireElement(field);
        try
        {
            return _rlp.ReadBigInteger(maxBytes);
        }
        catch (RlpException e)
        {
            throw Fault(field, e);
        }
    }

    public ReadOnlySpan<byte> Bytes(string field)
    {
        RequireElement(field);
        try
        {
            return _rlp.ReadBytes();
        }
        catch (RlpException e)
        {
            throw Fault(field, e);
        }
    }

    public Address? OptionalAddress(string field)
    {
        RequireElement(field);
        try
        {
            return _rlp.ReadOptionalAddress();
        }
        catch (RlpException e)
        {
            throw Fault(field, e);
        }
    }

    public Address Address(string field) =>
        OptionalAddress(field) ?? throw new TransactionException(TransactionFault.Field, $"{field} is no address of 20 bytes.", field);

    public Hash32 Hash(string field)
    {
        RequireElement(field);
        try
        {
            return _rlp.ReadHash32();
        }
        catch (RlpException e)
        {
            throw Fault(field, e);
        }
    }

    public TransactionFieldReader List(string field)
    {
        RequireElement(field);
        try
        {
            return new TransactionFieldReader(_rlp.ReadList());
        }
        catch (RlpException e)
        {
            throw Fault(field, e);
        }
    }

    /// <summary>The next element, a list, with its prefix.</summary>
    public ReadOnlySpan<byte> EncodedList(string field)
    {
        RequireElement(field);
        try
        {
            var encoded = _rlp.ReadEncoded();
            new RlpReader(encoded).ReadList();
            return encoded;
        }
        catch (RlpException e)
        {
            throw Fault(field, e);
        }
    }

    /// <summary>The numbers r and s as 64 bytes, with the recovery id.</summary>
    public Signature Proof(int recoveryId)
    {
        Span<byte> compact = stackalloc byte[Signature.CompactSize];
        compact.Clear();
        Write(Number("r"), compact[..NumberSize]);
        Write(Number("s"), compact[NumberSize..]);
        return new Signature(compact, recoveryId);
    }

    /// <summary>Refuses elements that were not read.</summary>
    public readonly void RequireEnd()
    {
        if (!IsAtEnd) throw new TransactionException(TransactionFault.Encoding, "it has more elements than its type.");
    }

    private static void Write(BigInteger number, Span<byte> bytes) =>
        number.TryWriteBytes(bytes[^number.GetByteCount(isUnsigned: true)..], out _, isUnsigned: true, isBigEndian: true);

    private static TransactionException Fault(string field, RlpException e) =>
        new(TransactionFault.Field, $"{field} is malformed. {e.Message}", field, e);

    private readonly void RequireElement(string field)
    {
        if (IsAtEnd) throw new TransactionException(TransactionFault.Encoding, $"it has fewer elements than its type: {field} is missing.", field);
    }
}
