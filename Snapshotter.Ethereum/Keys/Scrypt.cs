using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Snapshotter.Ethereum.Keys;

/// <summary>The memory-hard key derivation scrypt (RFC 7914) over the platform's PBKDF2.</summary>
internal static class Scrypt
{
    private const int SalsaWords = 16;

    /// <summary>Derives bytes from a password.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <param name="salt">Random, stored beside the result.</param>
    /// <param name="cost">Checked against its limits by the caller.</param>
    /// <param name="output">Where the bytes go.</param>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ScryptCost cost, Span<byte> output)
    {
        var blockWords = 2 * SalsaWords * cost.R;
        var blocks = new byte[sizeof(uint) * blockWords * cost.P];
        Rfc2898DeriveBytes.Pbkdf2(password, salt, blocks, 1, HashAlgorithmName.SHA256);

        var table = new uint[(long)blockWords * cost.N];
        var state = new uint[blockWords];
        var scratch = new uint[blockWords];
        try
        {
            for (var i = 0; i < cost.P; i++) Mix(blocks.AsSpan(sizeof(uint) * blockWords * i, sizeof(uint) * blockWords), cost.N, table, state, scratch);
            Rfc2898DeriveBytes.Pbkdf2(password, blocks, output, 1, HashAlgorithmName.SHA256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(blocks);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(state.AsSpan()));
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(scratch.AsSpan()));
        }
    }

    // ROMix (section 5): fill a table with a chain of states, then walk it in an order only the states tell.
    private static void Mix(Span<byte> block, int n, uint[] table, uint[] state, uint[] scratch)
    {
        for (var i = 0; i < state.Length; i++) state[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(sizeof(uint) * i)..]);
        for (var i = 0; i < n; i++)
        {
            state.CopyTo(table.AsSpan(i * state.Length));
            MixBlock(state, scratch);
        }

        for (var i = 0; i < n; i++)
        {
            var chosen = (int)(state[^SalsaWords] & (uint)(n - 1));
            Xor(state, table.AsSpan(chosen * state.Length, state.Length));
            MixBlock(state, scratch);
        }

        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(block[(sizeof(uint) * i)..], state[i]);
    }

    // BlockMix (section 4): even results go to the first half, odd ones to the second.
    private static void MixBlock(Span<uint> state, Span<uint> scratch)
    {
        Span<uint> x = stackalloc uint[SalsaWords];
        state[^SalsaWords..].CopyTo(x);
        var half = state.Length / 2;
        for (var i = 0; i < state.Length / SalsaWords; i++)
        {
            Xor(x, state.Slice(i * SalsaWords, SalsaWords));
            Salsa208(x);
            x.CopyTo(scratch[(((i & 1) * half) + (i / 2 * SalsaWords))..]);
        }

        scratch.CopyTo(state);
    }

    private static void Xor(Span<uint> target, ReadOnlySpan<uint> other)
    {
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(target);
        var others = MemoryMarshal.Cast<uint, Vector<uint>>(other);
        for (var i = 0; i < vectors.Length; i++) vectors[i] ^= others[i];
    }

    private static void Salsa208(Span<uint> block)
    {
        uint x0 = block[0], x1 = block[1], x2 = block[2], x3 = block[3];
        uint x4 = block[4], x5 = block[5], x6 = block[6], x7 = block[7];
        uint x8 = block[8], x9 = block[9], x10 = block[10], x11 = block[11];
        uint x12 = block[12], x13 = block[13], x14 = block[14], x15 = block[15];
        for (var round = 0; round < 4; round++)
        {
            Quarter(ref x0, ref x4, ref x8, ref x12);
            Quarter(ref x5, ref x9, ref x13, ref x1);
            Quarter(ref x10, ref x14, ref x2, ref x6);
            Quarter(ref x15, ref x3, ref x7, ref x11);
            Quarter(ref x0, ref x1, ref x2, ref x3);
            Quarter(ref x5, ref x6, ref x7, ref x4);
            Quarter(ref x10, ref x11, ref x8, ref x9);
            Quarter(ref x15, ref x12, ref x13, ref x14);
        }

        block[0] += x0; block[1] += x1; block[2] += x2; block[3] += x3;
        block[4] += x4; block[5] += x5; block[6] += x6; block[7] += x7;
        block[8] += x8; block[9] += x9; block[10] += x10; block[11] += x11;
        block[12] += x12; block[13] += x13; block[14] += x14; block[15] += x15;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        b ^= BitOperations.RotateLeft(a + d, 7);
        c ^= BitOperations.RotateLeft(b + a, 9);
        d ^= BitOperations.RotateLeft(c + b, 13);
        a ^= BitOperations.RotateLeft(d + c, 18);
    }
}
