using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Api.Rest.Binding;

namespace Snapshotter.Tests.Api.Rest.Binding;

public sealed class WholeNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("007", 7)]
    [InlineData("-33", -33)]
    public void Ascii_digits_are_read(string text, int value)
    {
        WholeNumber.TryParse(text, out var read).Should().BeTrue();
        read.Should().Be(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1\n")]
    [InlineData("1_0")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("٣")]
    [InlineData("６４")]
    [InlineData("(1)")]
    [InlineData("1,000")]
    public void Nothing_else_is(string text) => WholeNumber.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Digits_beyond_the_bound_are_not_counted()
    {
        WholeNumber.TryParse(new string('9', WholeNumber.MaxDigits), out _).Should().BeTrue();
        WholeNumber.TryParse(new string('9', WholeNumber.MaxDigits + 1), out _).Should().BeFalse();
    }

    [Fact]
    public void Every_whole_number_is_read_back() => Prop.ForAll<BigInteger>(value =>
        WholeNumber.TryParse(value.ToString(CultureInfo.InvariantCulture), out var read) && read == value).QuickCheckThrowOnFailure();
}
