using System.Globalization;
using System.Text.Json.Nodes;
using Snapshotter.Core.Numerics;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Numerics;

public class PythonFloatTests
{
    private static readonly JsonNode Golden = Repository.ReadJson(Repository.Golden("floats.json"));

    [Fact]
    public void Doubles_are_written_as_the_original_node_writes_them()
    {
        var cases = Golden["doubles"]!.AsArray();
        cases.Should().HaveCount(5000);
        foreach (var item in cases) PythonFloat.Format(FromBits(item!["bits"])).Should().Be((string)item["text"]!);
    }

    [Fact]
    public void Totals_are_rounded_as_the_original_node_rounds_them()
    {
        var cases = Golden["format6f"]!.AsArray();
        cases.Should().HaveCount(500);
        foreach (var item in cases)
        {
            var rounded = PythonFloat.RoundedTo6(FromBits(item!["bits"]));
            BitConverter.DoubleToUInt64Bits(rounded).Should().Be(BitsOf(item["out_bits"]), "the input is {0}", item["in"]);
        }
    }

    [Fact]
    public void Aggregates_are_truncated_as_the_original_node_truncates_them()
    {
        var cases = Golden["truncate"]!.AsArray();
        cases.Should().HaveCount(500);
        foreach (var item in cases)
        {
            var truncated = PythonFloat.Truncate(FromBits(item!["bits"]), (int)item["decimals"]!);
            BitConverter.DoubleToUInt64Bits(truncated).Should().Be(BitsOf(item["out_bits"]), "the input is {0}", item["in"]);
        }
    }

    [Theory]
    [InlineData(0.29, 0.28999)]
    [InlineData(-0.29, -0.28999)]
    [InlineData(1e300, 1.0000000000000002e300)]
    public void Truncation_works_on_the_scaled_double(double value, double expected) =>
        PythonFloat.TruncateTo5(value).Should().Be(expected);

    [Fact]
    public void What_truncates_to_zero_has_no_sign() =>
        double.IsNegative(PythonFloat.TruncateTo5(-1e-9)).Should().BeFalse();

    [Fact]
    public void What_rounds_to_zero_keeps_its_sign() =>
        double.IsNegative(PythonFloat.RoundedTo6(-1e-9)).Should().BeTrue();

    [Theory]
    [InlineData(0.0078125, 0.007812)]
    [InlineData(0.0234375, 0.023438)]
    [InlineData(0.1234565, 0.123456)]
    [InlineData(1.5e-06, 2e-06)]
    [InlineData(5e-07, 0.0)]
    public void Ties_of_the_exact_binary_value_round_to_even(double value, double expected) =>
        PythonFloat.RoundedTo6(value).Should().Be(expected);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.7e308)]
    public void A_number_that_cannot_be_scaled_is_not_truncated(double value) =>
        FluentActions.Invoking(() => PythonFloat.TruncateTo5(value)).Should().Throw<OverflowException>();

    [Theory]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Numbers_that_are_not_finite_have_their_names(double value, string text)
    {
        PythonFloat.Format(value).Should().Be(text);
        PythonFloat.RoundedTo6(value).Should().Be(value);
    }

    [Fact]
    public void Every_power_of_two_reads_back()
    {
        for (var exponent = -1074; exponent < 1024; exponent++) AssertShortest(Math.ScaleB(1, exponent));
    }

    /// <summary>.NET 10 writes 2^-25 with one digit too few, as a text of the double before it.</summary>
    [Fact]
    public void A_power_of_two_whose_lower_neighbour_is_closer_keeps_its_last_digit()
    {
        PythonFloat.Format(Math.ScaleB(1, -25)).Should().Be("2.9802322387695312e-08");
        PythonFloat.Format(Math.ScaleB(1, -958)).Should().Be("4.1045368012983762e-289");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_doubles_read_back_and_no_shorter_text_does(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 50_000; i++)
        {
            AssertShortest(BitConverter.Int64BitsToDouble(random.NextInt64()));
            AssertShortest(random.NextDouble() * Math.Pow(10, random.Next(-8, 20)));
        }
    }

    [Fact]
    public void A_target_that_may_be_too_short_is_refused() =>
        FluentActions.Invoking(() => PythonFloat.Format(1.0, new byte[8])).Should().Throw<ArgumentException>();

    private static void AssertShortest(double value)
    {
        if (!double.IsFinite(value)) return;
        var text = PythonFloat.Format(value);
        double.Parse(text, CultureInfo.InvariantCulture).Should().Be(value, "its text is {0}", text);

        var digits = text.Split('e')[0].Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
        if (digits < 2) return;
        var shorter = value.ToString($"E{digits - 2}", CultureInfo.InvariantCulture);
        double.Parse(shorter, CultureInfo.InvariantCulture).Should().NotBe(value, "{0} is shorter than {1}", shorter, text);
    }

    private static double FromBits(JsonNode? bits) => BitConverter.UInt64BitsToDouble(BitsOf(bits));

    private static ulong BitsOf(JsonNode? bits) => ulong.Parse((string)bits!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
