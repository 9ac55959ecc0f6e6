using Snapshotter.Ethereum.JsonRpc.Throttling;

namespace Snapshotter.Tests.Ethereum.JsonRpc.Throttling;

public class RateLimitSpecTests
{
    [Theory]
    [InlineData("100000000/day;20000/minute;2500/second", "100000000 per 86400 s|20000 per 60 s|2500 per 1 s")]
    [InlineData("20000/day,300/minute|10/second", "20000 per 86400 s|300 per 60 s|10 per 1 s")]
    [InlineData(" 5 per 2 hour ; 1 per month ", "5 per 7200 s|1 per 2592000 s")]
    [InlineData("7/30 seconds", "7 per 30 s")]
    [InlineData("1/YEAR", "1 per 31536000 s")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    public void The_upstream_text_is_read(string text, string windows) =>
        string.Join('|', RateLimitSpec.Parse(text).Windows).Should().Be(windows);

    [Theory]
    [InlineData("20/fortnight", "20/fortnight")]
    [InlineData("20/second;x/day", "x/day")]
    [InlineData("0/second", "0/second")]
    [InlineData("10/0 second", "10/0 second")]
    [InlineData("-1/second", "-1/second")]
    [InlineData("99999999999999999999/day", "99999999999999999999/day")]
    [InlineData("20/second;", "")]
    [InlineData("20 second", "20 second")]
    public void A_wrong_item_is_quoted_with_the_right_form(string text, string item)
    {
        var parse = () => RateLimitSpec.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{item}' in '{text}' is no rate limit; write for example '300/minute'*");
    }
}
