using Snapshotter.Core.Storage.Kubo;

namespace Snapshotter.Tests.Core.Storage.Kubo;

public sealed class KuboAddressTests
{
    [Theory]
    [InlineData("/dns/ipfs/tcp/5001", "http://ipfs:5001/")]
    [InlineData("/dns4/ipfs.example/tcp/443/https", "https://ipfs.example/")]
    [InlineData("/ip4/127.0.0.1/tcp/5001/http", "http://127.0.0.1:5001/")]
    [InlineData("/ip6/::1/tcp/5001", "http://[::1]:5001/")]
    [InlineData("http://127.0.0.1:5001", "http://127.0.0.1:5001/")]
    [InlineData("https://node.example/with/path", "https://node.example/with/path/")]
    public void Both_forms_are_read(string text, string url)
    {
        KuboAddress.TryParse(text, out var parsed).Should().BeTrue();
        parsed.AbsoluteUri.Should().Be(url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ipfs:5001")]
    [InlineData("ftp://ipfs")]
    [InlineData("/dns/ipfs/udp/5001")]
    [InlineData("/dns/ipfs/tcp/70000")]
    [InlineData("/dns/ipfs/tcp/5001/ws")]
    [InlineData("/dns/ip fs/tcp/5001")]
    [InlineData("/ip4/::1/tcp/5001")]
    [InlineData("/unix/var")]
    public void Anything_else_is_refused(string text) => KuboAddress.TryParse(text, out _).Should().BeFalse();
}
