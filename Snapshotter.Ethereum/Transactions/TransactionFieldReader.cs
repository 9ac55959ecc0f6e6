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

    private delegate T Reading<T>(scoped ref RlpReader rlp)
        where T : allows ref struct;

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

    public ulong UInt64(string field) => Read(field, static (scoped ref RlpReader rlp) => rlp.ReadUInt64());

    public BigInteger Number(string field, int maxBytes = NumberSize) => Read(field, (scoped ref RlpReader rlp) => rlp.ReadBigInteger(maxBytes));

    public byte[] Bytes(string field) => Read(field, static (scoped ref RlpReader rlp) => rlp.ReadBytes().ToArray());

    public Address? OptionalAddress(string field) => Read(field, static (scoped ref RlpReader rlp) => rlp.ReadOptionalAddress());

    public Address Address(string field) => Read(field, static (scoped ref RlpReader rlp) => rlp.ReadAddress());

    public Hash32 Hash(string field) => Read(field, static (scoped ref RlpReader rlp) => rlp.ReadHash32());

    public TransactionFieldReader List(string field) =>
        Read(field, static (scoped ref RlpReader rlp) => new TransactionFieldReader(rlp.ReadList()));

    /// <summary>The next element, a list, with its prefix.</summary>
    public byte[] EncodedList(string field) => Read(field, static (scoped ref RlpReader rlp) =>
    {
        var encoded = rlp.ReadEncoded();
        new RlpReader(encoded).ReadList();
        return encoded.ToArray();
    });

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

    private T Read<T>(string field, Reading<T> read)
        where T : allows ref struct
    {
        if (IsAtEnd) throw new TransactionException(TransactionFault.Encoding, $"it has fewer elements than its type: {field} is missing.", field);
        try
        {
            return read(ref _rlp);
        }
        catch (RlpException e)
        {
            throw new TransactionException(TransactionFault.Field, $"{field} is malformed. {e.Message}", field, e);
        }
    }
}
