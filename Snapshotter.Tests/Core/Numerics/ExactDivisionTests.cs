using System.Globalization;
using System.Numerics;
using Snapshotter.Core.Numerics;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Numerics;

public class ExactDivisionTests
{
    [Fact]
    public void Amounts_divide_as_the_original_node_divides_them()
    {
        var cases = Repository.ReadJson(Repository.Golden("floats.json"))["int_div_pow10"]!.AsArray();
        cases.Should().HaveCount(500);
        foreach (var item in cases)
        {
            var amount = BigInteger.Parse((string)item!["int"]!, CultureInfo.InvariantCulture);
            var decimals = (int)item["decimals"]!;
            var quotient = ExactDivision.ByPowerOfTen(amount, decimals);
            Bits(quotient).Should().Be((string)item["bits"]!, "{0} has {1} decimals", amount, decimals);
            PythonFloat.Format(quotient).Should().Be((string)item["text"]!);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Quotients_of_random_integers_are_the_nearest_doubles(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            AssertNearest(RandomInteger(random, random.Next(1, 301)), RandomInteger(random, random.Next(1, 301)));
        }
    }

    [Fact]
    public void Quotients_below_the_normal_range_are_the_nearest_doubles()
    {
        var random = new Random(4);
        var subnormal = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var size = random.Next(1, 200);
            var quotient = AssertNearest(RandomInteger(random, size), RandomInteger(random, size + random.Next(1015, 1080)));
            if (double.IsSubnormal(quotient)) subnormal++;
        }

        subnormal.Should().BeGreaterThan(1_000);
    }

    [Fact]
    public void Quotients_at_and_beside_a_tie_are_the_nearest_doubles()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var halfway = RandomInteger(random, 54) | 1;
            var denominator = RandomInteger(random, random.Next(1, 120));
            AssertNearest((halfway * denominator << random.Next(0, 80)) + random.Next(-1, 2), denominator);
        }
    }

    [Fact]
    public void An_amount_up_to_128_bits_has_the_same_quotient_as_one_of_any_size()
    {
        var random = new Random(6);
        for (var i = 0; i < 100_000; i++)
        {
            var amount = RandomInteger(random, random.Next(1, 129));
            var decimals = random.Next(0, 40);
            var expected = ExactDivision.Divide(amount, BigInteger.Pow(10, decimals));
            ExactDivision.ByPowerOfTen((UInt128)amount, decimals).Should().Be(expected, "{0} has {1} decimals", amount, decimals);
        }
    }

    [Fact]
    public void The_largest_amount_divides_at_every_number_of_decimals()
    {
        for (var decimals = 0; decimals <= ExactDivision.MaxDecimals; decimals++)
        {
            foreach (var amount in new[] { UInt128.MaxValue, UInt128.MaxValue - 1, UInt128.One << 127, (UInt128.One << 112) - 1, UInt128.One })
                IsNearest(ExactDivision.ByPowerOfTen(amount, decimals), amount, BigInteger.Pow(10, decimals)).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(0, 5, "0000000000000000")]
    [InlineData(0, -5, "8000000000000000")]
    [InlineData(-1, 2, "bfe0000000000000")]
    [InlineData(-1, -2, "3fe0000000000000")]
    public void Signs_follow_Python(int numerator, int denominator, string bits) =>
        Bits(ExactDivision.Divide(numerator, denominator)).Should().Be(bits);

    [Fact]
    public void Half_of_the_smallest_double_rounds_to_zero_and_anything_more_does_not()
    {
        var denominator = BigInteger.One << 1075;
        ExactDivision.Divide(1, denominator).Should().Be(0);
        ExactDivision.Divide((BigInteger.One << 100) + 1, denominator << 100).Should().Be(double.Epsilon);
    }

    [Fact]
    public void What_rounds_beyond_the_largest_double_overflows()
    {
        var limit = (BigInteger.One << 1024) - (BigInteger.One << 970);
        ExactDivision.Divide(limit - 1, 1).Should().Be(double.MaxValue);
        FluentActions.Invoking(() => ExactDivision.Divide(limit, 1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => ExactDivision.Divide(-(BigInteger.One << 5000), 3)).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Division_by_zero_and_impossible_decimals_are_refused()
    {
        FluentActions.Invoking(() => ExactDivision.Divide(1, 0)).Should().Throw<DivideByZeroException>();
        FluentActions.Invoking(() => ExactDivision.ByPowerOfTen(UInt128.One, -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ExactDivision.ByPowerOfTen(BigInteger.MinusOne, 256)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double AssertNearest(BigInteger numerator, BigInteger denominator)
    {
        var quotient = ExactDivision.Divide(numerator, denominator);
        IsNearest(quotient, numerator, denominator).Should().BeTrue("{0} / {1} gave {2:R}", numerator, denominator, quotient);
        ExactDivision.Divide(-numerator, denominator).Should().Be(-quotient);
        return quotient;
    }

    /// <summary>Compares the fraction with the midpoints to both neighbours, by integers alone.</summary>
    private static bool IsNearest(double quotient, BigInteger numerator, BigInteger denominator)
    {
        var isEven = (BitConverter.DoubleToUInt64Bits(quotient) & 1) == 0;
        var up = Compare(numerator, denominator, quotient, Math.BitIncrement(quotient));
        var down = quotient == 0 ? 1 : Compare(numerator, denominator, Math.BitDecrement(quotient), quotient);
        return isEven ? down >= 0 && up <= 0 : down > 0 && up < 0;
    }

    /// <summary>The sign of numerator / denominator - (low + high) / 2; all are multiples of 2^-1074.</summary>
    private static int Compare(BigInteger numerator, BigInteger denominator, double low, double high) =>
        (numerator << 1075).CompareTo((Units(low) + Units(high)) * denominator);

    private static BigInteger Units(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var fraction = bits & ((1UL << 52) - 1);
        return exponent == 0 ? fraction : (BigInteger)(fraction | (1UL << 52)) << (exponent - 1);
    }

    private static BigInteger RandomInteger(Random random, int bits)
    {
        var bytes = new byte[(bits / 8) + 1];
        random.NextBytes(bytes);
        var value = new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << bits) - 1);
        return value | (BigInteger.One << (bits - 1));
    }

    private static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
