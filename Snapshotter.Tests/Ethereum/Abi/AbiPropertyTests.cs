using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void Any_values_come_back_from_their_encoding() =>
        Prop.ForAll(AbiGen.Cases().ToArbitrary(), item => AbiDeep.Same(AbiDecoder.Decode(item.Types, AbiEncoder.Encode(item.Types, item.Values)), item.Values))
            .Check(Thorough);

    [Fact]
    public void Any_bytes_are_refused_with_a_path_or_decode_to_values_that_encode() =>
        Prop.ForAll(Mutated().ToArbitrary(), item =>
        {
            try
            {
                var values = AbiDecoder.Decode(item.Types, item.Data);
                return AbiDeep.Same(AbiDecoder.Decode(item.Types, AbiEncoder.Encode(item.Types, values)), values);
            }
            catch (AbiException error)
            {
                return error.Path.Length > 0;
            }
        }).Check(Thorough);

    [Fact]
    public void Any_description_is_refused_or_has_a_text_that_gives_it_back() =>
        Prop.ForAll(Descriptions().ToArbitrary(), text =>
        {
            try
            {
                var function = AbiFunction.Parse(text);
                return AbiFunction.Parse(function.Signature).Selector == function.Selector;
            }
            catch (AbiException error)
            {
                return error.Message.Length < 500;
            }
        }).Check(Thorough);

    private static Gen<(AbiType[] Types, byte[] Data)> Mutated() =>
        from item in AbiGen.Cases()
        let data = AbiEncoder.Encode(item.Types, item.Values)
        from changes in Gen.Choose(0, 3)
        from positions in Gen.Choose(0, int.MaxValue).ArrayOf(changes)
        from digits in AbiGen.Bytes().ArrayOf(changes)
        from cut in Gen.Elements(0, 0, 0, 1, 31, 32, 64)
        select (item.Types, Mutate(data, positions, digits, cut));

    // Most changes hit the last bytes of a word, where offsets, lengths and numbers have their digits.
    private static byte[] Mutate(byte[] data, int[] positions, byte[] digits, int cut)
    {
        for (var i = 0; i < positions.Length && data.Length > 0; i++)
        {
            var at = positions[i] % data.Length;
            if (positions[i] % 5 != 0) at |= 31;
            data[Math.Min(at, data.Length - 1)] = digits[i];
        }

        return data[..Math.Max(0, data.Length - cut)];
    }

    private static Gen<string> Descriptions()
    {
        var piece = Gen.Elements("function", " ", "f", "(", ")", "(", ")", ",", "[", "]", "[2]", "[]", "uint", "bytes32", "tuple", "a", "returns", "view", "indexed", "99999999999", "é", ";");
        return Gen.Choose(0, 14).SelectMany(count => piece.ArrayOf(count)).Select(pieces => string.Concat(pieces.Prepend("f(").Append(")")));
    }
}
