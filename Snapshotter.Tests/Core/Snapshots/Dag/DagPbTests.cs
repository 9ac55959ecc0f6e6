using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots.Dag;

public class DagPbTests
{
    [Fact]
    public void Every_fixture_is_read_written_and_named()
    {
        var fixtures = Fixtures();
        fixtures.Should().HaveCount(17);
        foreach (var (cid, block, json) in fixtures)
        {
            Cid.Of(1, CidCodec.DagPb, block).Should().Be(cid);
            var node = DagPb.Decode(block);
            DagPb.Encode(node).Should().Equal(block);
            AssertSame(node, json);
        }
    }

    [Theory]
    [InlineData("0a", "cut short")]
    [InlineData("0a05000102", "beyond")]
    [InlineData("0a000a00", "goes on after its data")]
    [InlineData("0a00120b0a09015500050001020304", "goes on after its data")]
    [InlineData("0801", "integer")]
    [InlineData("1a00", "no field 3")]
    [InlineData("0b", "unknown type")]
    [InlineData("8a0100", "unknown number")]
    [InlineData("0a8000", "shortest")]
    [InlineData("0affffffffffffffffff01", "beyond")]
    [InlineData("0affffffffffffffffff02", "shortest")]
    [InlineData("1200", "no hash")]
    [InlineData("12020a00", "no CID")]
    [InlineData("12040a020155", "no CID")]
    [InlineData("120c0a0a01550005000102030405", "no CID")]
    [InlineData("120b0a09025500050001020304", "no CID")]
    [InlineData("120d12000a09015500050001020304", "out of order")]
    [InlineData("120c0a0901550005000102030418", "cut short")]
    [InlineData("120f0a0901550005000102030418001801", "out of order")]
    [InlineData("120d0a090155000500010203041a00", "wrong type")]
    [InlineData("120d0a090155000500010203042000", "no field 4|wrong type")]
    [InlineData("120e0a09015500050001020304120161120b0a09015500050001020304", "not sorted")]
    public void A_block_that_is_not_canonical_is_refused(string hex, string reasons)
    {
        var fault = FluentActions.Invoking(() => DagPb.Decode(Hex.Decode(hex))).Should().Throw<DagException>().Which;
        fault.Fault.Should().Be(DagFault.Malformed);
        reasons.Split('|').Should().Contain(reason => fault.Message.Contains(reason, StringComparison.Ordinal), fault.Message);
    }

    [Fact]
    public void A_link_without_a_CID_is_not_written() =>
        FluentActions.Invoking(() => DagPb.Encode(new PbNode([new PbLink(new byte[] { 1, 2, 3 }, null, null)], null))).Should().Throw<DagException>();

    [Fact]
    public void Links_out_of_order_are_not_written()
    {
        var hash = Cid.Of(1, CidCodec.Raw, []).ToBytes();
        var node = new PbNode([new PbLink(hash, "b"u8.ToArray(), 1), new PbLink(hash, "a"u8.ToArray(), 1)], null);
        FluentActions.Invoking(() => DagPb.Encode(node)).Should().Throw<DagException>();
    }

    /// <summary>Whatever is read is canonical: it encodes to the same bytes. Anything else is refused by name.</summary>
    [Fact]
    public void Changed_bytes_are_refused_or_encode_to_themselves()
    {
        var fixtures = Fixtures().Select(fixture => fixture.Block).Where(block => block.Length > 0).ToArray();
        var change = Gen.Elements(fixtures).SelectMany(block => Gen.Choose(0, block.Length - 1), (block, place) => (block, place))
            .SelectMany(_ => Gen.Choose(0, 255), (at, value) => (at.block, at.place, value: (byte)value));
        Prop.ForAll(change.ToArbitrary(), item =>
        {
            var changed = item.block.ToArray();
            changed[item.place] = item.value;
            AssertCanonicalOrRefused(changed);
            AssertCanonicalOrRefused(item.block[..item.place]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    private static void AssertCanonicalOrRefused(byte[] block)
    {
        try
        {
            DagPb.Encode(DagPb.Decode(block)).Should().Equal(block);
        }
        catch (DagException fault)
        {
            fault.Fault.Should().Be(DagFault.Malformed);
        }
    }

    private static void AssertSame(PbNode node, JsonNode json)
    {
        var data = (string?)json["Data"]?["/"]?["bytes"];
        (node.Data is { } bytes ? Convert.ToBase64String(bytes.Span).TrimEnd('=') : null).Should().Be(data);
        var links = json["Links"]!.AsArray();
        node.Links.Should().HaveCount(links.Count);
        for (var i = 0; i < links.Count; i++)
        {
            node.Links[i].Hash.ToArray().Should().Equal(Binary((string)links[i]!["Hash"]!["/"]!));
            (node.Links[i].Name is { } name ? Encoding.UTF8.GetString(name.Span) : null).Should().Be((string?)links[i]!["Name"]);
            node.Links[i].Size.Should().Be((ulong?)links[i]!["Tsize"]);
        }
    }

    /// <summary>Some fixtures link to CIDs with the identity hash, which <see cref="Cid"/> does not hold.</summary>
    private static byte[] Binary(string cid)
    {
        if (Cid.TryParse(cid, out var known)) return known.ToBytes();
        var bytes = new byte[64];
        Multibase.TryDecode(cid, bytes, out var length).Should().BeTrue();
        return bytes[..length];
    }

    private static List<(Cid Cid, byte[] Block, JsonNode Json)> Fixtures()
    {
        var fixtures = new List<(Cid Cid, byte[] Block, JsonNode Json)>();
        foreach (var (_, forms) in Repository.ReadJson(Repository.Vector("cid", "ipld-codec-fixtures-dagpb.json")).AsObject())
        {
            var (name, block) = Form(forms!, ".dag-pb");
            var (_, json) = Form(forms!, ".dag-json");
            fixtures.Add((Cid.Parse(name), block, JsonNode.Parse(json)!));
        }

        return fixtures;
    }

    private static (string Name, byte[] Bytes) Form(JsonNode forms, string suffix)
    {
        var form = forms.AsObject().Single(item => item.Key.EndsWith(suffix, StringComparison.Ordinal));
        return (form.Key[..^suffix.Length], Hex.Decode((string)form.Value!));
    }
}
