using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Snapshotter.Ethereum.Cryptography.Managed;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Cryptography.Native;

/// <summary>secp256k1 by bitcoin-core's libsecp256k1 with its recovery and ECDH modules (Debian: <c>libsecp256k1-1</c>).</summary>
internal sealed unsafe class NativeSecp256k1 : ISecp256k1
{
    private const int ScalarSize = 32;

    /// <summary>The signature of 32 bytes of 1 by the private key of 32 bytes of 1.</summary>
    private const string KnownSignature =
        "0xc64b1924157748652733c41294e5f6e395c3626a8e911f3742a4b8ad4fdb922f347ba5cdd629027ef5846eb85c9452f6312e0aea697625d66b202448f3e9618f1b";

    private readonly LibSecp256k1 _library;

    private NativeSecp256k1(LibSecp256k1 library) => _library = library;

    /// <inheritdoc/>
    public string Name => "libsecp256k1";

    /// <summary>Loads the library and lets it make one known signature: a library that makes another is not used.</summary>
    /// <param name="native">The implementation, or null.</param>
    /// <param name="fault">Why there is none, in one sentence; empty on success.</param>
    public static bool TryLoad([NotNullWhen(true)] out NativeSecp256k1? native, out string fault)
    {
        Span<byte> seed = stackalloc byte[ScalarSize];
        RandomNumberGenerator.Fill(seed);
        native = LibSecp256k1.Find(seed, out fault) is { } library ? new NativeSecp256k1(library) : null;
        if (native is null) return false;

        Span<byte> key = stackalloc byte[ScalarSize];
        key.Fill(1);
        var digest = new Hash32(key);
        fault = native.Sign(digest, key).ToString() == KnownSignature ? "" : "libsecp256k1 failed its known-answer test.";
        if (fault.Length > 0) native = null;
        return native is not null;
    }

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        fixed (byte* key = privateKey)
        {
            return privateKey.Length == ScalarSize && _library.VerifyPrivateKey(_library.Context, key) == 1;
        }
    }

    /// <inheritdoc/>
    public PublicKey DerivePublicKey(ReadOnlySpan<byte> privateKey)
    {
        RequirePrivateKey(privateKey);
        var point = stackalloc byte[LibSecp256k1.PublicKeySize];
        fixed (byte* key = privateKey)
        {
            Require(_library.CreatePublicKey(_library.Context, point, key));
        }

        return ToPublicKey(point);
    }

    /// <inheritdoc/>
    public Signature Sign(in Hash32 digest, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> extraEntropy = default)
    {
        if (extraEntropy.Length is not (0 or ScalarSize)) throw new ArgumentException($"Extra entropy has {ScalarSize} bytes, not {extraEntropy.Length}.", nameof(extraEntropy));
        RequirePrivateKey(privateKey);

        // Older versions feed the digest unreduced into the nonce, against RFC 6979; the signature is of both alike.
        var message = stackalloc byte[ScalarSize];
        Scalar.ReadModulo(digest.Bytes).WriteTo(new Span<byte>(message, ScalarSize));

        var recoverable = stackalloc byte[LibSecp256k1.RecoverableSignatureSize];
        var compact = stackalloc byte[Signature.CompactSize];
        int recoveryId;
        fixed (byte* key = privateKey)
        fixed (byte* entropy = extraEntropy)
        {
            Require(_library.SignRecoverable(_library.Context, recoverable, message, key, 0, entropy));
        }

        Require(_library.SerializeRecoverable(_library.Context, compact, &recoveryId, recoverable));
        return new Signature(new ReadOnlySpan<byte>(compact, Signature.CompactSize), recoveryId);
    }

    /// <inheritdoc/>
    public bool TryRecover(in Hash32 digest, in Signature signature, out PublicKey publicKey)
    {
        publicKey = default;
        var recoverable = stackalloc byte[LibSecp256k1.RecoverableSignatureSize];
        var point = stackalloc byte[LibSecp256k1.PublicKeySize];
        fixed (byte* compact = signature.Compact)
        fixed (byte* message = digest.Bytes)
        {
            if (_library.ParseRecoverable(_library.Context, recoverable, compact, signature.RecoveryId) != 1) return false;
            if (_library.Recover(_library.Context, point, recoverable, message) != 1) return false;
        }

        publicKey = ToPublicKey(point);
        return true;
    }

    /// <inheritdoc/>
    public bool Verify(in Hash32 digest, ReadOnlySpan<byte> compactSignature, in PublicKey publicKey)
    {
        var point = stackalloc byte[LibSecp256k1.PublicKeySize];
        var signature = stackalloc byte[LibSecp256k1.SignatureSize];
        if (compactSignature.Length != Signature.CompactSize || !TryRead(publicKey, point)) return false;
        fixed (byte* compact = compactSignature)
        fixed (byte* message = digest.Bytes)
        {
            if (_library.ParseCompact(_library.Context, signature, compact) != 1) return false;

            // The library refuses a high s; this port leaves that choice to its callers.
            _library.Normalize(_library.Context, signature, signature);
            return _library.Verify(_library.Context, signature, message, point) == 1;
        }
    }

    /// <inheritdoc/>
    public bool TryParsePublicKey(ReadOnlySpan<byte> encoded, out PublicKey publicKey)
    {
        // The library also reads the hybrid encodings 6 and 7 of X9.62, which nothing here uses.
        var point = stackalloc byte[LibSecp256k1.PublicKeySize];
        var isPoint = encoded is [PublicKey.EvenPrefix or PublicKey.OddPrefix or PublicKey.UncompressedPrefix, ..] && TryRead(encoded, point);
        publicKey = isPoint ? ToPublicKey(point) : default;
        return isPoint;
    }

    /// <inheritdoc/>
    public void DeriveSharedX(ReadOnlySpan<byte> privateKey, in PublicKey publicKey, Span<byte> sharedX)
    {
        RequirePrivateKey(privateKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(sharedX.Length, ScalarSize);
        var point = stackalloc byte[LibSecp256k1.PublicKeySize];
        if (!TryRead(publicKey, point)) throw Secp256k1Exception.PublicKey();
        fixed (byte* key = privateKey)
        fixed (byte* output = sharedX)
        {
            Require(_library.Ecdh(_library.Context, output, point, key, &CopyX, null));
        }
    }

    // The library would hash the point; the port promises its x.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CopyX(byte* output, byte* x, byte* y, void* data)
    {
        Unsafe.CopyBlockUnaligned(output, x, ScalarSize);
        return 1;
    }

    private static void Require(int result)
    {
        if (result != 1) throw new InvalidOperationException("libsecp256k1 refused an input that was checked before.");
    }

    private void RequirePrivateKey(ReadOnlySpan<byte> privateKey)
    {
        if (!IsPrivateKey(privateKey)) throw Secp256k1Exception.PrivateKey(privateKey.Length);
    }

    private bool TryRead(in PublicKey publicKey, byte* point)
    {
        Span<byte> encoded = stackalloc byte[PublicKey.UncompressedSize];
        encoded[0] = PublicKey.UncompressedPrefix;
        publicKey.Coordinates.CopyTo(encoded[1..]);
        return TryRead(encoded, point);
    }

    private bool TryRead(ReadOnlySpan<byte> encoded, byte* point)
    {
        fixed (byte* bytes = encoded)
        {
            return _library.ParsePublicKey(_library.Context, point, bytes, (nuint)encoded.Length) == 1;
        }
    }

    private PublicKey ToPublicKey(byte* point)
    {
        var encoded = stackalloc byte[PublicKey.UncompressedSize];
        nuint length = PublicKey.UncompressedSize;
        Require(_library.SerializePublicKey(_library.Context, encoded, &length, point, LibSecp256k1.UncompressedFormat));
        return new PublicKey(new ReadOnlySpan<byte>(encoded + 1, PublicKey.CoordinatesSize));
    }
}
