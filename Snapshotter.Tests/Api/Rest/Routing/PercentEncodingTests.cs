using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Tests.Api.Rest.Routing;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("a%20b", "a b")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%2Fb%2fc", "a/b/c")]
    [InlineData("%", "%")]
    [InlineData("%2", "%2")]
    [InlineData("%zz%20", "%zz ")]
    [InlineData("%2541", "%41")]
    [InlineData("%C3%A9%F0%9F%98%80", "é😀")]
    [InlineData("a%FFb", "a\uFFFDb")]
    [InlineData("%E6%B5", "\uFFFD")]
    [InlineData("%ED%A0%80", "\uFFFD\uFFFD\uFFFD")]
    public void Escapes_are_decoded_as_the_original_did(string encoded, string text) => PercentEncoding.Decode(encoded).Should().Be(text);

    [Theory]
    [InlineData("/data/1/a:b/", "/data/1/a:b/")]
    [InlineData("a b", "a%20b")]
    [InlineData("100%?#", "100%25%3F%23")]
    [InlineData("é\"\\^`{|}<>", "%C3%A9%22%5C%5E%60%7B%7C%7D%3C%3E")]
    public void What_a_path_cannot_hold_is_escaped(string text, string encoded) => PercentEncoding.Encode(text).Should().Be(encoded);

    [Fact]
    public void Every_text_comes_back_from_its_escapes() => Prop.ForAll<string?>(text =>
    {
        // Half a surrogate pair is no text and cannot come out of a decoded path.
        var known = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
        return PercentEncoding.Decode(PercentEncoding.Encode(known)) == known;
    }).QuickCheckThrowOnFailure();
}
