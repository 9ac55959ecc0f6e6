using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiWordTests
{
    private static readonly byte[] Ones = [.. Enumerable.Repeat((byte)0xff, AbiWord.Size)];

    [Fact]
    public void Words_are_read_as_the_decoder_reads_them()
    {
        var someone = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc");
        AbiType[] types = [AbiType.UInt256, AbiType.Int(256), AbiType.UInt(128), AbiType.UInt(64), AbiType.UInt(8), AbiType.Bool, AbiType.Bool, AbiType.Address];
        object?[] values = [BigInteger.Pow(2, 256) - 1, BigInteger.MinusOne, UInt128.MaxValue, ulong.MaxValue, 18, true, false, someone];
        var data = AbiEncoder.Encode(types, values);

        AbiWord.ReadUInt256(AbiWord.At(data, 0)).Should().Be(BigInteger.Pow(2, 256) - 1);
        AbiWord.ReadInt256(AbiWord.At(data, 1)).Should().Be(BigInteger.MinusOne);
        AbiWord.ReadUInt128(AbiWord.At(data, 2)).Should().Be(UInt128.MaxValue);
        AbiWord.ReadUInt64(AbiWord.At(data, 3)).Should().Be(ulong.MaxValue);
        AbiWord.ReadInt32(AbiWord.At(data, 4)).Should().Be(18);
        AbiWord.ReadBoolean(AbiWord.At(data, 5)).Should().BeTrue();
        AbiWord.ReadBoolean(AbiWord.At(data, 6)).Should().BeFalse();
        AbiWord.ReadAddress(AbiWord.At(data, 7)).Should().Be(someone);
    }

    [Fact]
    public void A_value_too_wide_is_refused()
    {
        ((Action)(() => AbiWord.ReadUInt128(Ones))).Should().Throw<AbiException>().WithMessage("*does not fit 128 bits*");
        ((Action)(() => AbiWord.ReadUInt64(Ones))).Should().Throw<AbiException>().WithMessage("*does not fit 64 bits*");
        ((Action)(() => AbiWord.ReadAddress(Ones))).Should().Throw<AbiException>().WithMessage("*does not fit an address*");
        ((Action)(() => AbiWord.ReadBoolean(Ones))).Should().Throw<AbiException>().WithMessage("*does not fit a bool*");

        var billions = AbiEncoder.Encode([AbiType.UInt256], [1L << 31]);
        ((Action)(() => AbiWord.ReadInt32(billions))).Should().Throw<AbiException>().WithMessage("*2147483648 is more*");
        var two = AbiEncoder.Encode([AbiType.UInt256], [2]);
        ((Action)(() => AbiWord.ReadBoolean(two))).Should().Throw<AbiException>().WithMessage("*not 2*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void A_word_behind_the_data_is_refused(int index)
    {
        var read = () => AbiWord.At(Ones, index).Length;
        read.Should().Throw<AbiException>().WithMessage($"ABI word {index}: the data has 32 bytes only.");
    }

    [Fact]
    public void A_span_that_is_no_word_is_refused()
    {
        var read = () => AbiWord.ReadUInt256(Ones.AsSpan(1));
        read.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Reading_a_pairs_reserves_allocates_nothing()
    {
        var data = AbiEncoder.Encode([AbiType.UInt(112), AbiType.UInt(112)], [(UInt128)12345, UInt128.MaxValue >> 16]);
        var sum = Read(data);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Read(data);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        sum.Should().Be(2 * (12345 + (UInt128.MaxValue >> 16)));

        static UInt128 Read(byte[] data) => AbiWord.ReadUInt128(AbiWord.At(data, 0)) + AbiWord.ReadUInt128(AbiWord.At(data, 1));
    }
}
