using System.Security.Cryptography;

namespace Snapshotter.Ethereum.Keys;

/// <summary>AES-128 in counter mode (NIST SP 800-38A, section 6.5), which the platform does not offer by itself.</summary>
internal static class AesCounter
{
    private const int BlockSize = 16;

    /// <summary>Encrypts or decrypts, which is the same.</summary>
    /// <param name="key">16 bytes.</param>
    /// <param name="counter">The first counter block, 16 bytes; it counts up as one big-endian number and wraps around.</param>
    /// <param name="data">Any number of bytes.</param>
    public static byte[] Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter, ReadOnlySpan<byte> data)
    {
        using var aes = Aes.Create();
        aes.Key = key.ToArray();
        Span<byte> block = stackalloc byte[BlockSize];
        Span<byte> stream = stackalloc byte[BlockSize];
        counter.CopyTo(block);
        var output = data.ToArray();
        for (var i = 0; i < output.Length; i++)
        {
            if (i % BlockSize == 0)
            {
                aes.EncryptEcb(block, stream, PaddingMode.None);
                Increment(block);
            }

            output[i] ^= stream[i % BlockSize];
        }

        CryptographicOperations.ZeroMemory(stream);
        return output;
    }

    private static void Increment(Span<byte> counter)
    {
        for (var i = counter.Length - 1; i >= 0; i--)
        {
            if (++counter[i] != 0) return;
        }
    }
}
