using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Tests.Ethereum.Rlp;

public class RlpItemTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void A_bomb_of_nested_lists_is_refused_before_the_stack_ends()
    {
        var item = RlpItem.OfList();
        for (var depth = 1; depth < RlpItem.MaxDepth; depth++) item = RlpItem.OfList(item);
        var deepest = item.Encode();
        RlpItem.Decode(deepest).Encode().Should().Equal(deepest);

        var decode = () => RlpItem.Decode(RlpItem.OfList(item).Encode());
        decode.Should().Throw<RlpException>().WithMessage("*nest deeper than 128*");
    }

    [Fact]
    public void Any_item_comes_back_from_its_encoding() =>
        Prop.ForAll(Items(4).ToArbitrary(), item =>
        {
            var data = item.Encode();
            return RlpItem.Decode(data).Encode().AsSpan().SequenceEqual(data);
        }).Check(Thorough);

    [Fact]
    public void Any_bytes_are_refused_or_are_the_only_encoding_of_what_they_hold() =>
        Prop.ForAll(Mutated().ToArbitrary(), data =>
        {
            try
            {
                return RlpItem.Decode(data).Encode().AsSpan().SequenceEqual(data);
            }
            catch (RlpException error)
            {
                return error.Offset <= data.Length;
            }
        }).Check(Thorough);

    private static Gen<RlpItem> Items(int depth)
    {
        var length = Gen.OneOf(Gen.Choose(0, 3), Gen.Elements(54, 55, 56, 57, 255, 256, 300));
        var strings = length.SelectMany(count => Bytes().ArrayOf(count)).Select(bytes => RlpItem.OfBytes(bytes));
        if (depth == 0) return strings;
        var lists = Gen.Choose(0, 5).SelectMany(count => Items(depth - 1).ArrayOf(count)).Select(items => RlpItem.OfList(items));
        return Gen.OneOf(strings, lists);
    }

    private static Gen<byte[]> Mutated() =>
        from item in Items(3)
        let data = item.Encode()
        from at in Gen.Choose(0, data.Length - 1)
        from value in Bytes()
        from length in Gen.Choose(Math.Max(0, data.Length - 2), data.Length + 1)
        select Mutate(data, at, value, length);

    private static byte[] Mutate(byte[] data, int at, byte value, int length)
    {
        var copy = data.ToArray();
        copy[at] = value;
        Array.Resize(ref copy, length);
        return copy;
    }

    private static Gen<byte> Bytes() =>
        Gen.OneOf(Gen.Choose(0, 255).Select(value => (byte)value), Gen.Elements<byte>(0, 1, 0x7f, 0x80, 0x81, 0xb7, 0xb8, 0xbf, 0xc0, 0xc1, 0xf7, 0xf8, 0xff));
}
