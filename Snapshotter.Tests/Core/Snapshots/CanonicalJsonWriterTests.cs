using System.Buffers;
using System.Numerics;
using System.Text;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Core.Snapshots;

public class CanonicalJsonWriterTests
{
    [Fact]
    public void A_document_has_no_spaces_and_keeps_floats_and_integers_apart() =>
        Write(writer =>
        {
            writer.StartObject();
            writer.Float("a"u8, 0);
            writer.Integer("b"u8, 0);
            writer.Integer("c"u8, BigInteger.Pow(10, 80));
            writer.StartArray("d"u8);
            writer.Boolean(true);
            writer.Null();
            writer.StartObject();
            writer.EndObject();
            writer.StartArray();
            writer.EndArray();
            writer.EndArray();
            writer.Text("e"u8, "é\"");
            writer.Boolean("f"u8, false);
            writer.StartObject("g"u8);
            writer.Float("block10"u8, 1e16);
            writer.Float("block9"u8, -0.0);
            writer.EndObject();
            writer.EndObject();
        }).Should().Be($$$"""{"a":0.0,"b":0,"c":1{{{new string('0', 80)}}},"d":[true,null,{},[]],"e":"\u00e9\"","f":false,"g":{"block10":1e+16,"block9":-0.0}}""");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("340282366920938463463374607431768211455")]
    [InlineData("340282366920938463463374607431768211456")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935")]
    public void Integers_of_any_size_are_written_in_full(string digits) =>
        Write(writer => writer.Integer(BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture))).Should().Be(digits);

    [Fact]
    public void An_integer_of_128_bits_is_written_in_full() =>
        Write(writer => writer.Integer(UInt128.MaxValue)).Should().Be("340282366920938463463374607431768211455");

    [Fact]
    public void A_UTF_8_text_is_written_as_its_UTF_16_form() =>
        Write(writer => writer.Text("Ünï 🦄"u8)).Should().Be("\"\\u00dcn\\u00ef \\ud83e\\udd84\"");

    [Fact]
    public void A_long_text_is_escaped_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => i % 7 == 0 ? "🦄" : i % 5 == 0 ? "\n" : "x"));
        var expected = text.Replace("🦄", "\\ud83e\\udd84", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Write(writer => writer.Text(text)).Should().Be($"\"{expected}\"");
        Write(writer => writer.Text(Encoding.UTF8.GetBytes(text))).Should().Be($"\"{expected}\"");
        Write(writer =>
        {
            writer.StartObject();
            writer.Name(Encoding.UTF8.GetBytes(text));
            writer.Null();
            writer.EndObject();
        }).Should().Be($"{{\"{expected}\":null}}");
    }

    [Fact]
    public void A_map_is_sorted_by_code_point() =>
        Write(writer => writer.Map(
            new Dictionary<string, int> { ["🦄"] = 1, ["\uFFFF"] = 2, ["block9"] = 3, ["block10"] = 4, ["B"] = 5 },
            static (output, value) => output.Integer(value)))
            .Should().Be("""{"B":5,"block10":4,"block9":3,"\uffff":2,"\ud83e\udd84":1}""");

    [Fact]
    public void A_map_over_numbers_is_sorted_as_text() =>
        Write(writer => writer.Map(NumberedKeys.Range("block", 998, 1001), [998, 999, 1000, 1001]))
            .Should().Be("""{"block1000":1000.0,"block1001":1001.0,"block998":998.0,"block999":999.0}""");

    [Fact]
    public void Numbered_keys_need_a_range_and_as_many_values()
    {
        FluentActions.Invoking(() => NumberedKeys.Range("block", 2, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => NumberedKeys.Range("block", -1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => NumberedKeys.Range("block", 0, NumberedKeys.MaxCount)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Write(writer => writer.Map(NumberedKeys.Range("block", 1, 2), [1]))).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("block9", "block10")]
    [InlineData("🦄", "\uFFFF")]
    public void A_key_out_of_order_is_refused(string first, string second) =>
        Refused(writer =>
        {
            writer.StartObject();
            writer.Name(first);
            writer.Integer(1);
            writer.Name(second);
        }).WithMessage($"*'{second}' comes after '{first}'*");

    [Fact]
    public void A_key_written_twice_is_refused() =>
        Refused(writer =>
        {
            writer.StartObject();
            writer.StartObject("a"u8);
            writer.Integer("x"u8, 1);
            writer.EndObject();
            writer.Integer("a"u8, 1);
        }).WithMessage("*'a'*twice*");

    [Fact]
    public void Each_object_has_an_order_of_its_own() =>
        Write(writer =>
        {
            writer.StartArray();
            for (var i = 0; i < 2; i++)
            {
                writer.StartObject();
                writer.StartObject("m"u8);
                writer.Integer("a"u8, i);
                writer.EndObject();
                writer.Integer("n"u8, i);
                writer.EndObject();
            }

            writer.EndArray();
        }).Should().Be("""[{"m":{"a":0},"n":0},{"m":{"a":1},"n":1}]""");

    [Fact]
    public void An_empty_key_comes_first_and_only_once()
    {
        Write(writer =>
        {
            writer.StartObject();
            writer.Integer(""u8, 1);
            writer.Integer("a"u8, 1);
            writer.EndObject();
        }).Should().Be("""{"":1,"a":1}""");
        Refused(writer =>
        {
            writer.StartObject();
            writer.Integer(""u8, 1);
            writer.Integer(""u8, 1);
        }).WithMessage("*twice*");
    }

    [Theory]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_number_JSON_cannot_hold_is_refused_with_its_place(double value, string text) =>
        Refused(writer =>
        {
            writer.StartObject();
            writer.StartObject("token0Prices"u8);
            writer.Float("block991"u8, value);
        }).WithMessage($"'token0Prices.block991' is {text}*");

    [Fact]
    public void A_second_root_is_refused() =>
        Refused(writer =>
        {
            writer.Null();
            writer.Null();
        }).WithMessage("*one value only*");

    [Fact]
    public void An_unfinished_document_is_refused()
    {
        Refused(writer => { }).WithMessage("*empty*");
        Refused(writer => writer.StartArray()).WithMessage("*still open*");
        Refused(writer =>
        {
            writer.StartObject();
            writer.Name("a"u8);
            writer.EndObject();
        }).WithMessage("'a' has no value*");
    }

    [Fact]
    public void Keys_and_values_take_turns()
    {
        Refused(writer => writer.Name("a"u8)).WithMessage("*no object around it*");
        Refused(writer =>
        {
            writer.StartArray();
            writer.Name("a"u8);
        }).WithMessage("*no object around it*");
        Refused(writer =>
        {
            writer.StartObject();
            writer.Null();
        }).WithMessage("*has no key*");
        Refused(writer =>
        {
            writer.StartObject();
            writer.Name("a"u8);
            writer.Name("b"u8);
        }).WithMessage("*has no value*");
    }

    [Fact]
    public void Brackets_must_match()
    {
        Refused(writer => writer.EndObject()).WithMessage("*cannot be ended*");
        Refused(writer =>
        {
            writer.StartArray();
            writer.EndObject();
        }).WithMessage("*no object*");
        Refused(writer =>
        {
            writer.StartObject();
            writer.EndArray();
        }).WithMessage("*no array*");
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        Write(writer => Nest(writer, CanonicalJsonWriter.MaxDepth)).Should().HaveLength(2 * CanonicalJsonWriter.MaxDepth);
        Refused(writer => Nest(writer, CanonicalJsonWriter.MaxDepth + 1)).WithMessage("*deeper*");
    }

    [Fact]
    public void A_text_that_is_no_UTF_8_is_refused() =>
        Refused(writer => writer.Text([0xC3, 0x28])).WithMessage("*UTF-8*");

    [Fact]
    public void A_writer_can_start_again()
    {
        var first = new ArrayBufferWriter<byte>();
        var second = new ArrayBufferWriter<byte>();
        var writer = new CanonicalJsonWriter(first);
        writer.StartArray();
        writer.Reset(second);
        writer.Integer(1);
        writer.Complete();
        second.WrittenSpan.ToArray().Should().Equal("1"u8.ToArray());
    }

    private static void Nest(CanonicalJsonWriter writer, int depth)
    {
        for (var i = 0; i < depth; i++) writer.StartArray();
        for (var i = 0; i < depth; i++) writer.EndArray();
    }

    private static string Write(Action<CanonicalJsonWriter> write) =>
        Encoding.UTF8.GetString(CanonicalJson.Serialize(write, static (writer, action) => action(writer)));

    private static FluentAssertions.Specialized.ExceptionAssertions<CanonicalJsonException> Refused(Action<CanonicalJsonWriter> write) =>
        FluentActions.Invoking(() => Write(write)).Should().Throw<CanonicalJsonException>();
}
