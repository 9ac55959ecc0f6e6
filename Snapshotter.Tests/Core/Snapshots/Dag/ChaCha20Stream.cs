using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

namespace Snapshotter.Tests.Core.Snapshots.Dag;

/// <summary>The bytes that the UnixFS vectors name by size and seed: a ChaCha20 key stream (RFC 8439) under SHA-256 of the seed.</summary>
internal static class ChaCha20Stream
{
    private const int BlockSize = 64;

    private static readonly Vector128<uint> Constant = Vector128.Create(0x61707865u, 0x3320646e, 0x79622d32, 0x6b206574);

    public static byte[] Bytes(int size, string seed)
    {
        var key = MemoryMarshal.Cast<byte, uint>(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
        var key0 = Vector128.Create<uint>(key[..4]);
        var key1 = Vector128.Create<uint>(key[4..]);
        var stream = new byte[(size + BlockSize - 1) / BlockSize * BlockSize];
        for (var counter = 0; counter * BlockSize < stream.Length; counter++)
        {
            var position = Vector128.Create((uint)counter, 0, 0, 0);
            var (a, b, c, d) = (Constant, key0, key1, position);
            for (var round = 0; round < 10; round++)
            {
                QuarterRounds(ref a, ref b, ref c, ref d);
                (b, c, d) = (Turn(b, 1), Turn(c, 2), Turn(d, 3));
                QuarterRounds(ref a, ref b, ref c, ref d);
                (b, c, d) = (Turn(b, 3), Turn(c, 2), Turn(d, 1));
            }

            var block = MemoryMarshal.Cast<byte, uint>(stream.AsSpan(counter * BlockSize, BlockSize));
            (a + Constant).CopyTo(block);
            (b + key0).CopyTo(block[4..]);
            (c + key1).CopyTo(block[8..]);
            (d + position).CopyTo(block[12..]);
        }

        return stream[..size];
    }

    /// <summary>The quarter rounds of all four columns of the state at once.</summary>
    private static void QuarterRounds(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d)
    {
        a += b;
        d = RotateLeft(d ^ a, 16);
        c += d;
        b = RotateLeft(b ^ c, 12);
        a += b;
        d = RotateLeft(d ^ a, 8);
        c += d;
        b = RotateLeft(b ^ c, 7);
    }

    private static Vector128<uint> RotateLeft(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));

    private static Vector128<uint> Turn(Vector128<uint> row, int places) => places switch
    {
        1 => Vector128.Shuffle(row, Vector128.Create(1u, 2, 3, 0)),
        2 => Vector128.Shuffle(row, Vector128.Create(2u, 3, 0, 1)),
        _ => Vector128.Shuffle(row, Vector128.Create(3u, 0, 1, 2)),
    };
}
