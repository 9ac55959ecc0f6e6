using System.Security.Cryptography;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>
/// secp256k1 in C#. What touches a private key or a nonce takes the same steps and reads the same memory whatever their value:
/// complete point formulas, whole-table reads, masks instead of branches, inversion by a fixed exponent, randomised coordinates.
/// Not promised: that the JIT compiler keeps every mask a mask, that no copy of a secret stays on the stack, and anything
/// about verification and recovery, which see public values only.
/// </summary>
internal sealed class ManagedSecp256k1 : ISecp256k1
{
    private const int ScalarSize = 32;

    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) =>
        privateKey.Length == ScalarSize && Scalar.TryRead(privateKey, out var scalar) && !scalar.IsZero;

    /// <inheritdoc/>
    public PublicKey DerivePublicKey(ReadOnlySpan<byte> privateKey) =>
        ToPublicKey(GeneratorTable.Multiply(ReadPrivateKey(privateKey), RandomBlind()).ToAffine());

    /// <inheritdoc/>
    public Signature Sign(in Hash32 digest, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> extraEntropy = default)
    {
        if (extraEntropy.Length is not (0 or ScalarSize)) throw new ArgumentException($"Extra entropy has {ScalarSize} bytes, not {extraEntropy.Length}.", nameof(extraEntropy));
        var key = ReadPrivateKey(privateKey);
        var message = Scalar.ReadModulo(digest.Bytes);
        Span<byte> reducedDigest = stackalloc byte[ScalarSize];
        message.WriteTo(reducedDigest);

        Span<byte> state = stackalloc byte[Rfc6979.StateSize];
        var nonces = new Rfc6979(state, privateKey, reducedDigest, extraEntropy);
        Signature signature;
        while (!TrySign(message, key, nonces.Next(), out signature))
        {
        }

        CryptographicOperations.ZeroMemory(state);
        return signature;
    }

    /// <inheritdoc/>
    public bool TryRecover(in Hash32 digest, in Signature signature, out PublicKey publicKey)
    {
        publicKey = default;
        if (!TryReadSignature(signature.Compact, out var r, out var s)) return false;
        if (!TryLiftNoncePoint(signature, out var noncePoint)) return false;

        var inverse = r.Invert();
        var digestPart = -(Scalar.ReadModulo(digest.Bytes) * inverse);
        var point = GeneratorTable.Multiply(digestPart, FieldElement.One) + PointMultiplication.MultiplyPublic(noncePoint, s * inverse);
        if (point.IsInfinity) return false;
        publicKey = ToPublicKey(point.ToAffine());
        return true;
    }

    /// <inheritdoc/>
    public bool Verify(in Hash32 digest, ReadOnlySpan<byte> compactSignature, in PublicKey publicKey)
    {
        if (compactSignature.Length != Signature.CompactSize || !TryReadSignature(compactSignature, out var r, out var s)) return false;
        if (!AffinePoint.TryRead(publicKey.Coordinates, out var key)) return false;

        var inverse = s.Invert();
        var digestPart = Scalar.ReadModulo(digest.Bytes) * inverse;
        var point = GeneratorTable.Multiply(digestPart, FieldElement.One) + PointMultiplication.MultiplyPublic(key, r * inverse);
        if (point.IsInfinity) return false;

        Span<byte> expected = stackalloc byte[ScalarSize];
        ReduceX(point.ToAffine(), out _).WriteTo(expected);
        return expected.SequenceEqual(compactSignature[..ScalarSize]);
    }

    /// <inheritdoc/>
    public bool TryParsePublicKey(ReadOnlySpan<byte> encoded, out PublicKey publicKey)
    {
        AffinePoint point = default;
        var isPoint = encoded switch
        {
            [PublicKey.UncompressedPrefix, .. var coordinates] when coordinates.Length == PublicKey.CoordinatesSize =>
                AffinePoint.TryRead(coordinates, out point),
            [(PublicKey.EvenPrefix or PublicKey.OddPrefix) and var prefix, .. var x] when x.Length == ScalarSize =>
                FieldElement.TryRead(x, out var element) && AffinePoint.TryLift(element, prefix == PublicKey.OddPrefix, out point),
            _ => false,
        };
        publicKey = isPoint ? ToPublicKey(point) : default;
        return isPoint;
    }

    /// <inheritdoc/>
    public void DeriveSharedX(ReadOnlySpan<byte> privateKey, in PublicKey publicKey, Span<byte> sharedX)
    {
        var key = ReadPrivateKey(privateKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(sharedX.Length, ScalarSize);
        if (!AffinePoint.TryRead(publicKey.Coordinates, out var point)) throw Secp256k1Exception.PublicKey();
        PointMultiplication.MultiplySecret(point, key, RandomBlind()).ToAffine().X.WriteTo(sharedX);
    }

    private static bool TrySign(in Scalar message, in Scalar key, in Scalar nonce, out Signature signature)
    {
        var noncePoint = GeneratorTable.Multiply(nonce, RandomBlind()).ToAffine();
        var r = ReduceX(noncePoint, out var wasReduced);
        var s = nonce.Invert() * (message + (r * key));
        var isHigh = s.IsHigh;
        var lowS = isHigh ? -s : s;

        Span<byte> compact = stackalloc byte[Signature.CompactSize];
        r.WriteTo(compact[..ScalarSize]);
        lowS.WriteTo(compact[ScalarSize..]);
        signature = new Signature(compact, (wasReduced ? 2 : 0) | (noncePoint.Y.IsOdd ^ isHigh ? 1 : 0));
        return !r.IsZero && !s.IsZero;
    }

    private static Scalar ReadPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != ScalarSize || !Scalar.TryRead(privateKey, out var key) || key.IsZero) throw Secp256k1Exception.PrivateKey(privateKey.Length);
        return key;
    }

    private static bool TryReadSignature(ReadOnlySpan<byte> compact, out Scalar r, out Scalar s)
    {
        var inRange = Scalar.TryRead(compact[..ScalarSize], out r) & Scalar.TryRead(compact[ScalarSize..], out s);
        return inRange && !r.IsZero && !s.IsZero;
    }

    private static bool TryLiftNoncePoint(in Signature signature, out AffinePoint point)
    {
        point = default;
        var x = FieldElement.ReadModulo(signature.R);
        if ((signature.RecoveryId & 2) != 0)
        {
            if (signature.R.SequenceCompareTo(Secp256k1.PrimeLessOrder) >= 0) return false;
            x += FieldElement.ReadModulo(Secp256k1.Order);
        }

        return AffinePoint.TryLift(x, (signature.RecoveryId & 1) != 0, out point);
    }

    private static Scalar ReduceX(in AffinePoint point, out bool wasReduced)
    {
        Span<byte> x = stackalloc byte[ScalarSize];
        point.X.WriteTo(x);
        wasReduced = !Scalar.TryRead(x, out var scalar);
        return scalar;
    }

    private static PublicKey ToPublicKey(in AffinePoint point)
    {
        Span<byte> coordinates = stackalloc byte[PublicKey.CoordinatesSize];
        point.WriteTo(coordinates);
        return new PublicKey(coordinates);
    }

    // A random number is zero modulo p once in 2^256 times; then the result would be wrong, so it is drawn again.
    private static FieldElement RandomBlind()
    {
        Span<byte> bytes = stackalloc byte[ScalarSize];
        FieldElement blind;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            blind = FieldElement.ReadModulo(bytes);
        }
        while (blind.IsZero);
        return blind;
    }
}
