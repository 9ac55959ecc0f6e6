using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Rlp;

public class RlpVectorTests
{
    [Fact]
    public void Meets_the_coder_vectors_both_ways()
    {
        var cases = Repository.ReadJson(Repository.Vector("rlp", "ethers5-rlp-coder.json.gz")).AsArray();
        cases.Should().HaveCount(61);
        foreach (var item in cases)
        {
            BothWays((string)item!["name"]!, item["decoded"]!, (string)item["encoded"]!, text => Hex.Decode(text));
        }
    }

    [Fact]
    public void Meets_the_foundation_vectors_both_ways()
    {
        var cases = Repository.ReadJson(Repository.Vector("rlp", "ethereum-tests-rlptest.json")).AsObject();
        cases.Should().HaveCount(28);
        foreach (var (name, item) in cases)
        {
            BothWays(name, item!["in"]!, (string)item["out"]!, Text);
        }
    }

    [Fact]
    public void Refuses_every_invalid_vector()
    {
        var cases = Repository.ReadJson(Repository.Vector("rlp", "ethereum-tests-invalidRLPTest.json")).AsObject();
        cases.Should().HaveCount(26);
        foreach (var (name, item) in cases)
        {
            var data = Hex.Decode((string)item!["out"]!);
            var decode = () => RlpItem.Decode(data);
            decode.Should().Throw<RlpException>(name).WithMessage("RLP at byte *");
        }
    }

    [Fact]
    public void Accepts_the_random_vector_and_gives_its_bytes_back()
    {
        var cases = Repository.ReadJson(Repository.Vector("rlp", "ethereum-tests-example.json")).AsObject();
        cases.Should().HaveCount(1);
        var data = Hex.Decode((string)cases["listsoflists2"]!["out"]!);
        RlpItem.Decode(data).Encode().Should().Equal(data);
    }

    [Fact]
    public void Meets_the_hex_prefix_vectors_both_ways()
    {
        var cases = Repository.ReadJson(Repository.Vector("rlp", "ethereum-tests-hexencodetest.json")).AsObject();
        cases.Should().HaveCount(12);
        foreach (var (name, item) in cases)
        {
            var nibbles = item!["seq"]!.AsArray().Select(nibble => (byte)(int)nibble!).ToArray();
            var isLeaf = (bool)item["term"]!;
            var packed = Hex.Decode((string)item["out"]!);

            HexPrefix.Encode(nibbles, isLeaf).Should().Equal(packed, name);
            var path = HexPrefix.Decode(packed);
            path.Nibbles.Should().Equal(nibbles, name);
            path.IsLeaf.Should().Be(isLeaf, name);
        }
    }

    [Fact]
    public void Every_block_of_a_recorded_chain_decodes_and_encodes_to_itself()
    {
        var chain = Repository.ReadBytes(Repository.Vector("execution-apis", "chain.rlp"));
        var reader = new RlpReader(chain);
        var blocks = 0;
        for (; !reader.IsAtEnd; blocks++)
        {
            var block = reader.ReadEncoded().ToArray();
            RlpItem.Decode(block).Encode().Should().Equal(block);
        }

        blocks.Should().BeGreaterThan(40);
    }

    private static void BothWays(string name, JsonNode decoded, string encoded, Func<string, byte[]> bytes)
    {
        var item = Item(decoded, bytes);
        var data = Hex.Decode(encoded);
        item.Encode().Should().Equal(data, name);
        Same(RlpItem.Decode(data), item).Should().BeTrue(name);
    }

    private static RlpItem Item(JsonNode node, Func<string, byte[]> bytes) => node.GetValueKind() switch
    {
        JsonValueKind.Array => RlpItem.OfList(node.AsArray().Select(element => Item(element!, bytes)).ToArray()),
        JsonValueKind.Number => RlpItem.OfBytes(Number((long)node)),
        _ => RlpItem.OfBytes(bytes((string)node!)),
    };

    private static byte[] Text(string text) => text.StartsWith('#')
        ? Number(BigInteger.Parse(text.AsSpan(1), CultureInfo.InvariantCulture))
        : Encoding.UTF8.GetBytes(text);

    private static byte[] Number(BigInteger value) => value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true);

    private static bool Same(RlpItem left, RlpItem right)
    {
        if (left.Items is null || right.Items is null) return left.Items is null && right.Items is null && left.Bytes.Span.SequenceEqual(right.Bytes.Span);
        return left.Items.Count == right.Items.Count && left.Items.Zip(right.Items).All(pair => Same(pair.First, pair.Second));
    }
}
