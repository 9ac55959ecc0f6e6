using System.Security.Cryptography;

namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>The deterministic nonces of RFC 6979, section 3.2, with HMAC-SHA-256.</summary>
internal ref struct Rfc6979
{
    private const int Size = 32;

    private readonly Span<byte> _state;
    private bool _started;

    /// <summary>The nonces of one key and digest.</summary>
    /// <param name="state">Working memory of <see cref="StateSize"/> bytes, which holds secrets: the caller clears it.</param>
    /// <param name="privateKey">32 bytes.</param>
    /// <param name="reducedDigest">The digest modulo the group's order, 32 bytes.</param>
    /// <param name="extraEntropy">Empty, or 32 bytes (section 3.6).</param>
    public Rfc6979(Span<byte> state, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> reducedDigest, ReadOnlySpan<byte> extraEntropy)
    {
        _state = state;
        Key.Clear();
        Value.Fill(1);
        for (byte round = 0; round < 2; round++)
        {
            Tag = round;
            privateKey.CopyTo(_state[(2 * Size + 1)..]);
            reducedDigest.CopyTo(_state[(3 * Size + 1)..]);
            extraEntropy.CopyTo(_state[(4 * Size + 1)..]);
            Rekey((3 * Size) + 1 + extraEntropy.Length);
        }
    }

    /// <summary>The working memory: key, value, tag, and the longest seed.</summary>
    public static int StateSize => (5 * Size) + 1;

    private readonly Span<byte> Key => _state[..Size];

    private readonly Span<byte> Value => _state[Size..(2 * Size)];

    private readonly byte Tag
    {
        set => _state[2 * Size] = value;
    }

    /// <summary>The next nonce: almost always the first is used.</summary>
    public Scalar Next()
    {
        while (true)
        {
            if (_started)
            {
                Tag = 0;
                Rekey(Size + 1);
            }

            _started = true;
            HMACSHA256.HashData(Key, Value, Value);
            if (Scalar.TryRead(Value, out var nonce) && !nonce.IsZero) return nonce;
        }
    }

    private readonly void Rekey(int length)
    {
        HMACSHA256.HashData(Key, _state.Slice(Size, length), Key);
        HMACSHA256.HashData(Key, Value, Value);
    }
}
