using System.Net;
using Snapshotter.Core.Callers;

namespace Snapshotter.Tests.Core.Callers;

public sealed class CallerIdTests
{
    [Theory]
    [InlineData("203.0.113.9", "address:203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "address:203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "address:2001:db8:1:2::")]
    [InlineData("::1", "address:::")]
    public void An_address_is_itself_and_an_IPv6_one_its_network(string address, string name) => CallerId.Anonymous(IPAddress.Parse(address)).Name.Should().Be(name);

    [Fact]
    public void Callers_of_one_network_are_one_caller()
    {
        CallerId.Anonymous(IPAddress.Parse("2001:db8::1")).Should().Be(CallerId.Anonymous(IPAddress.Parse("2001:db8::2")));
        CallerId.Anonymous(IPAddress.Parse("203.0.113.1")).Should().NotBe(CallerId.Anonymous(IPAddress.Parse("203.0.113.2")));
        CallerId.User("address:203.0.113.1").Name.Should().NotBe(CallerId.Anonymous(IPAddress.Parse("203.0.113.1")).Name);
    }

    [Theory]
    [InlineData("10/second;5000/day", "10 per 1 second|5000 per 1 day")]
    [InlineData("100000 per 2 minutes , 3/DAYS", "100000 per 2 minute|3 per 1 day")]
    [InlineData("0/day", "0 per 1 day")]
    [InlineData("5 per month|6/year,7/hour", "5 per 1 month|6 per 1 year|7 per 1 hour")]
    [InlineData("", "")]
    public void Limits_are_read_in_all_forms(string text, string windows) => string.Join('|', CallLimits.Parse(text).Windows.Select(static window => window.Text)).Should().Be(windows);

    [Theory]
    [InlineData("abc")]
    [InlineData("5/fortnight")]
    [InlineData("3/day,100|2/day")]
    [InlineData("1/day;1/day;1/day;1/day;1/day;1/day;1/day;1/day;1/day")]
    public void Limits_that_are_none_are_refused(string text) => CallLimits.TryParse(text, out _, out _).Should().BeFalse();
}
