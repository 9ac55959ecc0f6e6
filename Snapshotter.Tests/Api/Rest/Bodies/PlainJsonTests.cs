using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Api.Rest.Bodies;

namespace Snapshotter.Tests.Api.Rest.Bodies;

public sealed class PlainJsonTests
{
    [Fact]
    public void Every_string_is_read_back() => Prop.ForAll<string?>(text =>
    {
        var known = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
        return JsonSerializer.Deserialize<string>(PlainJson.Quote(known)) == known;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("null", true)]
    [InlineData("false", true)]
    [InlineData("0", true)]
    [InlineData("-0.00e9", true)]
    [InlineData("0.0", true)]
    [InlineData("\"\"", true)]
    [InlineData(" [ ] ", true)]
    [InlineData("\n{ }", true)]
    [InlineData("true", false)]
    [InlineData("7", false)]
    [InlineData("[null]", false)]
    [InlineData("{\"\":{}}", false)]
    [InlineData("\" \"", false)]
    public void A_value_is_empty_when_it_says_nothing(string json, bool empty) => PlainJson.IsEmpty(Encoding.UTF8.GetBytes(json)).Should().Be(empty);

    [Theory]
    [InlineData("{\"a\":[1,2.5e9,null]}", true)]
    [InlineData(" 7 ", true)]
    [InlineData("", false)]
    [InlineData("not json", false)]
    [InlineData("{} {}", false)]
    [InlineData("{\"a\":NaN}", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("\uFEFF{}", false)]
    public void Only_one_whole_value_is_json(string text, bool json) => PlainJson.IsWellFormed(Encoding.UTF8.GetBytes(text)).Should().Be(json);

    [Fact]
    public void Broken_utf8_is_not_json() => PlainJson.IsWellFormed([(byte)'"', 0xFF, 0xFE, (byte)'"']).Should().BeFalse();

    [Fact]
    public void Deep_nesting_is_json_up_to_a_bound()
    {
        PlainJson.IsWellFormed(Encoding.UTF8.GetBytes(new string('[', 900) + new string(']', 900))).Should().BeTrue();
        PlainJson.IsWellFormed(Encoding.UTF8.GetBytes(new string('[', 100_000))).Should().BeFalse();
    }
}
