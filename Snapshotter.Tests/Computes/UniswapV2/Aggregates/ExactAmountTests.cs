using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

public sealed class ExactAmountTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("1.5", 1_500_000)]
    [InlineData("2e-06", 2)]
    [InlineData("5e-07", 0)]
    [InlineData("1.5e-06", 2)]
    [InlineData("2.5e-06", 2)]
    [InlineData("2.5000001e-06", 3)]
    [InlineData("-2.5e-06", -2)]
    [InlineData("-3.5e-06", -4)]
    [InlineData("1e-320", 0)]
    [InlineData("1617632.46274", 1_617_632_462_740)]
    public void A_number_is_read_to_the_nearest_millionth_and_ties_to_the_even_one(string text, long units) => Read(text).Units.Should().Be(units);

    [Fact]
    public void A_number_beyond_the_precision_of_doubles_is_read_whole() =>
        Read("123456789012345678901234567890.123457").Units.Should().Be(BigInteger.Parse("123456789012345678901234567890123457", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1e401")]
    [InlineData("1e-99999999999")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    public void What_is_no_number_of_a_snapshot_is_refused(string text)
    {
        var reading = () => Read(text);

        reading.Should().Throw<JsonException>();
    }

    [Fact]
    public void Any_double_with_six_decimals_is_read_as_its_text_says() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), units => Read(PythonFloat.Format(units / 1e6)).Units == units).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_amount_is_written_as_a_text_that_is_read_as_the_same_amount() =>
        Prop.ForAll(ArbMap.Default.ArbFor<BigInteger>(), units =>
        {
            var text = Encoding.ASCII.GetString(CanonicalJson.Serialize(new ExactAmount(units), static (writer, amount) => amount.WriteTo(writer)));
            return Read(text).Units == units && decimal.Parse(text, CultureInfo.InvariantCulture) == (decimal)units / 1_000_000;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(3_000_000, "3.0")]
    [InlineData(-60, "-0.00006")]
    [InlineData(1_200_000, "1.2")]
    public void An_amount_has_no_exponent_and_no_needless_zeros(long units, string text) =>
        Encoding.ASCII.GetString(CanonicalJson.Serialize(new ExactAmount(units), static (writer, amount) => amount.WriteTo(writer))).Should().Be(text);

    [Theory]
    [InlineData(3, 2, 50_000_000)]
    [InlineData(1, 3, -66_666_667)]
    [InlineData(0, 3, -100_000_000)]
    [InlineData(5, 0, 0)]
    public void A_change_is_told_in_percent_to_the_nearest_millionth(long now, long before, long units) =>
        new ExactAmount(now).PercentSince(new ExactAmount(before), "it").Units.Should().Be(units);

    private static ExactAmount Read(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        reader.Read();
        return ExactAmount.Read(ref reader);
    }
}
