using System.Diagnostics;
using System.Security.Cryptography;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Keys;

/// <summary>
/// An account's private key. It signs, and tells its address; its bytes go nowhere else: not into text, not into a debugger's
/// view, not into JSON. Disposing it wipes them.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PrivateKey : IDisposable
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 32;

    private readonly ISecp256k1 _curve;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _bytes;

    private bool _disposed;

    /// <summary>The key with these bytes, which are copied.</summary>
    /// <param name="bytes">32 bytes, big-endian.</param>
    /// <param name="curve">What signs; <see cref="Secp256k1.Default"/> when null.</param>
    /// <exception cref="Secp256k1Exception">They are none: another length, zero, or not below the group's order.</exception>
    public PrivateKey(ReadOnlySpan<byte> bytes, ISecp256k1? curve = null)
    {
        _curve = curve ?? Secp256k1.Default;
        PublicKey = _curve.DerivePublicKey(bytes);
        Address = PublicKey.ToAddress();
        _bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
        bytes.CopyTo(_bytes);
    }

    /// <summary>The point that belongs to this key.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The account that this key controls.</summary>
    public Address Address { get; }

    /// <summary>Reads 64 hex digits, with or without <c>0x</c>.</summary>
    /// <exception cref="Secp256k1Exception">The text is no private key. The message does not repeat it.</exception>
    public static PrivateKey FromHex(ReadOnlySpan<char> hex)
    {
        Span<byte> bytes = stackalloc byte[Size];
        try
        {
            if (!Hex.TryDecode(hex, bytes, out var length) || length != Size)
                throw new Secp256k1Exception(Secp256k1Fault.PrivateKey, "A private key is written as 64 hex digits, with or without 0x.");
            return new PrivateKey(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>A new random key.</summary>
    public static PrivateKey Generate()
    {
        Span<byte> bytes = stackalloc byte[Size];
        try
        {
            do RandomNumberGenerator.Fill(bytes);
            while (!Secp256k1.Default.IsPrivateKey(bytes));
            return new PrivateKey(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Signs a digest; the same digest gives the same signature (RFC 6979), with a low s (EIP-2).</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public Signature Sign(in Hash32 digest)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _curve.Sign(digest, _bytes);
    }

    /// <summary>Copies the 32 bytes, for whoever must store or hand on the key. The caller wipes them.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _bytes.CopyTo(destination);
    }

    /// <summary>The address, never the key.</summary>
    public override string ToString() => $"PrivateKey of {Address}";

    /// <summary>Wipes the bytes.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }
}
