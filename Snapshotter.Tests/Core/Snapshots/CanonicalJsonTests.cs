using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

public class CanonicalJsonTests
{
    [Fact]
    public void Strings_are_written_as_the_original_node_writes_them()
    {
        var cases = Repository.ReadJson(Repository.Golden("floats.json"))["strings"]!.AsArray();
        cases.Should().HaveCount(500);
        foreach (var item in cases)
        {
            var text = FromUnits((string)item!["utf16"]!);
            var expected = (string)item["text"]!;
            Encoding.ASCII.GetString(CanonicalJson.Serialize(text, static (writer, value) => writer.Text(value))).Should().Be(expected);
            Rewrite(expected).Should().Be(expected);
        }
    }

    [Theory]
    [InlineData(""" { "b" : [ 1 , 2.50 ] , "a" : { "block9" : 1e0 , "block10" : -0 } } """, """{"a":{"block10":0,"block9":1.0},"b":[1,2.5]}""")]
    [InlineData("1e16", "1e+16")]
    [InlineData("1E-5", "1e-05")]
    [InlineData("100e-2", "1.0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("-0", "0")]
    [InlineData("1e-400", "0.0")]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625", "0.1")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData(""" "\/\u00E9é\u0041\b\"" """, "\"/\\u00e9\\u00e9A\\b\\\"\"")]
    [InlineData("""{"a":1,"\u0061":2,"a":3}""", """{"a":3}""")]
    [InlineData("""{"\ud800":1,"\ue000":2,"\ud83d\ude00":3}""", """{"\ud800":1,"\ue000":2,"\ud83d\ude00":3}""")]
    [InlineData("[true,false,null,[],{}]", "[true,false,null,[],{}]")]
    public void Any_JSON_becomes_canonical(string json, string canonical)
    {
        Rewrite(json).Should().Be(canonical);
        Rewrite(canonical).Should().Be(canonical);
    }

    /// <summary>Section 9 of the behaviour that this node keeps: two texts and their CIDs.</summary>
    [Theory]
    [InlineData(
        """{"complete":true,"epochId":43523,"token0TradeVolume":1e+16,"token0TradeVolumeUSD":0.0,"token1TradeVolume":1e-05,"token1TradeVolumeUSD":123456.789,"totalFee":0.003,"totalTrade":1.0}""",
        "bafkreigggsbpb6vyiqozffqmvn6hn722vk26ds2tbftxdte7v6hzsara6e")]
    [InlineData(
        """{"complete":false,"epochId":1,"tokens":[{"address":"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2","decimals":18,"liquidity":2.5,"name":"\u00dcn\u00ef","price":1850.5,"priceChange24h":0.0,"symbol":"U","volume24h":0.0}]}""",
        "bafkreib7zvzhmltbueiibbk5ukzcp42inbzg2rk6mx3d7nzjcrir6juxja")]
    public void Canonical_texts_have_the_agreed_CIDs(string text, string cid)
    {
        Rewrite(text).Should().Be(text);
        CidOf.Content(Encoding.UTF8.GetBytes(text)).ToString().Should().Be(cid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("01")]
    [InlineData("1 2")]
    [InlineData("NaN")]
    [InlineData("\"\\x\"")]
    public void What_is_no_JSON_is_refused(string text) =>
        FluentActions.Invoking(() => Rewrite(text)).Should().Throw<JsonException>();

    [Fact]
    public void A_float_beyond_the_largest_double_is_refused() =>
        FluentActions.Invoking(() => Rewrite("""{"a":[1e999]}""")).Should().Throw<CanonicalJsonException>().WithMessage("*inf*");

    [Fact]
    public void Nesting_beyond_the_limit_is_refused() =>
        FluentActions.Invoking(() => Rewrite(new string('[', 200) + new string(']', 200))).Should().Throw<JsonException>();

    [Fact]
    public void A_string_that_is_no_UTF_8_is_refused() =>
        FluentActions.Invoking(() => CanonicalJson.Rewrite(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' })).Should().Throw<CanonicalJsonException>();

    [Fact]
    public void Changed_bytes_of_a_document_only_meet_the_named_errors()
    {
        var document = Encoding.UTF8.GetBytes("""{"a":[1,2.5e-7,"\u00e9é\n",true],"b":{"block10":1.0,"block9":null}}""");
        var change = Gen.Choose(0, document.Length - 1).SelectMany(_ => Gen.Choose(0, 255), (place, value) => (Place: place, Value: (byte)value));
        Prop.ForAll(change.ToArbitrary(), item =>
        {
            var changed = document.ToArray();
            changed[item.Place] = item.Value;
            try
            {
                var once = CanonicalJson.Rewrite(changed);
                CanonicalJson.Rewrite(once).Should().Equal(once);
            }
            catch (Exception error) when (error is JsonException or CanonicalJsonException)
            {
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void Any_keys_end_up_in_order()
    {
        var key = Gen.Elements('a', '"', '\\', '\n', 'é', '\uD800', '\uDE00', '\uE000').ListOf().Select(units => new string([.. units]));
        Prop.ForAll(key.ListOf().ToArbitrary(), keys =>
        {
            var entries = keys.Distinct().Select((name, index) => KeyValuePair.Create(name, index)).ToList();
            var bytes = CanonicalJson.Serialize(entries, static (writer, map) => writer.Map(map, static (output, value) => output.Integer(value)));
            CanonicalJson.Rewrite(bytes).Should().Equal(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static string Rewrite(string json) => Encoding.ASCII.GetString(CanonicalJson.Rewrite(Encoding.UTF8.GetBytes(json)));

    private static string FromUnits(string hex) =>
        new([.. hex.Chunk(4).Select(digits => (char)Convert.ToUInt16(new string(digits), 16))]);
}
