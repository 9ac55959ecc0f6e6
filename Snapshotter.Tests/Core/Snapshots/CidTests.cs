using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

public class CidTests
{
    private const string HelloV1 = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
    private const string HelloV0 = "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD";

    [Theory]
    [InlineData(HelloV1, 1, CidCodec.Raw)]
    [InlineData(HelloV0, 0, CidCodec.DagPb)]
    [InlineData("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354", 1, CidCodec.DagPb)]
    [InlineData("baguqeerao7xjffeobbqa2zv43ltxadt6pa4f3c2eh4ufsfudbazsmgb55dza", 1, CidCodec.DagJson)]
    public void A_text_is_read_and_written_back(string text, int version, uint codec)
    {
        var cid = Cid.Parse(text);
        cid.Version.Should().Be(version);
        cid.Codec.Should().Be(codec);
        cid.ToString().Should().Be(text);
        new Cid(version, codec, cid.Digest).Should().Be(cid);
    }

    [Fact]
    public void The_CID_of_bytes_names_them()
    {
        Cid.Of(1, CidCodec.Raw, "hello world"u8).ToString().Should().Be(HelloV1);
        Cid.Parse(HelloV1).Matches("hello world"u8).Should().BeTrue();
        Cid.Parse(HelloV1).Matches("hello worlt"u8).Should().BeFalse();
    }

    [Fact]
    public void Versions_of_a_dag_pb_CID_convert_into_each_other()
    {
        var cid = Cid.Parse(HelloV0);
        cid.ToV1().ToString().Should().StartWith("bafybei");
        cid.ToV1().ToV0().Should().Be(cid);
        cid.ToV1().Should().NotBe(cid);
        (cid == cid.ToV1()).Should().BeFalse();
        FluentActions.Invoking(() => Cid.Parse(HelloV1).ToV0()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Every_multibase_of_a_CID_is_the_same_CID()
    {
        var cid = Cid.Parse(HelloV1);
        foreach (var prefix in "07fFbBcCvVtThmMuU9kKzZ") Cid.Parse(Multibase.Encode(prefix, cid.ToBytes())).Should().Be(cid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Qm")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5ea")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f")]
    [InlineData(" bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    [InlineData("zQmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD")]
    [InlineData("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyf0")]
    [InlineData("Qmzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("bafkqabiaaebagba")]
    [InlineData("null_17")]
    [InlineData("baeaaaaa")]
    public void A_text_that_is_no_CID_is_refused(string text)
    {
        Cid.TryParse(text, out var cid).Should().BeFalse();
        cid.IsEmpty.Should().BeTrue();
        FluentActions.Invoking(() => Cid.Parse(text)).Should().Throw<FormatException>();
    }

    [Fact]
    public void A_version_0_CID_in_a_multibase_is_refused() =>
        Cid.TryParse(Multibase.Encode('b', Cid.Parse(HelloV0).ToBytes()), out _).Should().BeFalse();

    [Fact]
    public void A_codec_not_in_its_shortest_form_is_refused()
    {
        byte[] bytes = [1, 0xD5, 0x00, .. Cid.Parse(HelloV0).ToBytes()];
        Cid.TryRead(bytes, out _, out _).Should().BeFalse();
    }

    [Fact]
    public void A_version_that_does_not_exist_or_cannot_hold_the_codec_is_refused()
    {
        FluentActions.Invoking(() => new Cid(2, CidCodec.Raw, default)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new Cid(0, CidCodec.Raw, default)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_default_value_is_empty()
    {
        default(Cid).IsEmpty.Should().BeTrue();
        default(Cid).ToString().Should().BeEmpty();
    }

    [Fact]
    public void Any_CID_reads_back_from_its_text_and_its_bytes() =>
        Prop.ForAll(Cids().ToArbitrary(), cid =>
            Cid.Parse(cid.ToString()) == cid
            && Cid.TryRead(cid.ToBytes(), out var read, out var length)
            && read == cid
            && read.GetHashCode() == cid.GetHashCode()
            && length == cid.ToBytes().Length)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>A changed text is refused, or it is another CID: no two texts of one encoding name the same content.</summary>
    [Fact]
    public void A_changed_text_after_the_prefix_never_names_the_same_content()
    {
        var character = Gen.Choose(0x20, 0x17F).Select(code => (char)code);
        var change = Cids().SelectMany(cid => Gen.Choose(1, cid.ToString().Length - 1), (cid, place) => (cid, place))
            .SelectMany(_ => character, (at, unit) => (Cid: at.cid, Text: Replace(at.cid.ToString(), at.place, unit)));
        Prop.ForAll(change.ToArbitrary(), item =>
            string.Equals(item.Text, item.Cid.ToString(), StringComparison.OrdinalIgnoreCase)
            || !Cid.TryParse(item.Text, out var read)
            || read != item.Cid)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void SHA2_256_multihashes_meet_the_vectors_and_all_others_are_refused()
    {
        var cases = File.ReadLines(Repository.Vector("cid", "multihash-test_cases.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        cases.Should().HaveCount(260);
        var met = 0;
        foreach (var item in cases)
        {
            var multihash = Hex.Decode(item[3]);
            var isCid = Cid.TryRead([1, (byte)CidCodec.Raw, .. multihash], out var cid, out _);
            isCid.Should().Be(item[0] == "sha2-256" && item[1] == "256");
            if (!isCid) continue;
            cid.Should().Be(Cid.Of(1, CidCodec.Raw, Encoding.ASCII.GetBytes(item[2])));
            cid.ToBytes()[2..].Should().Equal(multihash);
            met++;
        }

        // The others are sha1 (40), sha2-512 (80), sha3 (80) and cut sha2-256 (40): no CID of this network uses them.
        met.Should().Be(20);
    }

    [Fact]
    public void The_random_inputs_of_the_multihash_vectors_are_the_hashed_ones()
    {
        var inputs = File.ReadLines(Repository.Vector("cid", "multihash-random_vals.csv")).Where(line => line.Length > 0).ToList();
        inputs.Should().HaveCount(20);
        var expected = File.ReadLines(Repository.Vector("cid", "multihash-test_cases.csv")).Select(line => line.Split(','))
            .Where(item => item[0] == "sha2-256" && item[1] == "256").ToDictionary(item => item[2], item => item[3][4..]);
        foreach (var input in inputs)
            Convert.ToHexStringLower(Cid.Of(1, CidCodec.Raw, Encoding.ASCII.GetBytes(input)).Digest.Bytes).Should().Be(expected[input]);
    }

    [Theory]
    [InlineData("raw", CidCodec.Raw)]
    [InlineData("dag-pb", CidCodec.DagPb)]
    [InlineData("dag-cbor", CidCodec.DagCbor)]
    [InlineData("dag-json", CidCodec.DagJson)]
    public void Codecs_have_the_numbers_of_the_multicodec_table(string name, uint code)
    {
        var rows = File.ReadLines(Repository.Vector("cid", "multicodec-table.csv")).Skip(1).Select(line => line.Split(',', StringSplitOptions.TrimEntries)).ToList();
        rows.Should().HaveCount(637);
        var row = rows.Should().ContainSingle(item => item[0] == name && item[1] == "ipld").Subject;
        uint.Parse(row[2].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture).Should().Be(code);
    }

    private static Gen<Cid> Cids() =>
        Gen.Choose(0, 255).ArrayOf(Hash32.Size).SelectMany(
            _ => Gen.Elements(0u, CidCodec.Raw, CidCodec.DagPb, CidCodec.DagJson, uint.MaxValue),
            (digest, codec) => codec == 0
                ? new Cid(0, CidCodec.DagPb, new Hash32([.. digest.Select(value => (byte)value)]))
                : new Cid(1, codec, new Hash32([.. digest.Select(value => (byte)value)])));

    private static string Replace(string text, int place, char unit) => string.Concat(text.AsSpan(0, place), [unit], text.AsSpan(place + 1));
}
