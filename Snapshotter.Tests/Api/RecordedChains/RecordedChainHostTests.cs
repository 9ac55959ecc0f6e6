using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.RecordedChains;

namespace Snapshotter.Tests.Api.RecordedChains;

public sealed class RecordedChainHostTests : IAsyncLifetime, IDisposable
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}""";
    private readonly HttpClient _http = new();
    private RecordedChainHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await RecordedChainHost.StartAsync(Chains.Mainnet, FixedHead.AllOf(Chains.Mainnet), 0, CancellationToken.None);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public void It_listens_on_the_loopback_address_only() => _host.Url.IsLoopback.Should().BeTrue();

    [Fact]
    public async Task A_client_reads_the_chain_through_it()
    {
        var options = new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = _host.Url.ToString() }] };
        using var client = new RpcClient(options, TimeProvider.System, NullLogger.Instance);
        var batch = client.CreateBatch("test");
        var chainId = batch.ChainId();
        var blocks = Enumerable.Range(0, 23).Select(index => batch.Block(Chains.Mainnet.First + index)).ToList();
        var receipts = Enumerable.Range(0, 23).Select(index => batch.BlockReceipts(Chains.Mainnet.First + index)).ToList();
        var logs = batch.Logs(new LogFilter([], [], Chains.Mainnet.First, Chains.Mainnet.Last));
        await batch.SendAsync(CancellationToken.None);

        chainId.Value.Should().Be(1);
        blocks.Sum(block => block.Value!.Transactions.Length).Should().Be(4416);
        receipts.Sum(block => block.Value!.Length).Should().Be(4416);
        receipts.Sum(block => block.Value!.Sum(receipt => receipt.Logs.Length)).Should().Be(9807);
        logs.Value.Should().HaveCount(9807);
        (_host.Counts.Requests, _host.Counts.Calls).Should().Be((1, 48));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData(null)]
    public async Task The_content_type_does_not_matter(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Call));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var response = await _http.PostAsync(_host.Url, content);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"jsonrpc":"2.0","id":1,"result":"0x1"}""");
    }

    [Fact]
    public async Task Only_POST_is_answered()
    {
        using var response = await _http.GetAsync(_host.Url);
        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal("POST");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        // The client asks before it sends: the server may hang up in the middle of a body it does not want.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, _host.Url) { Content = new ByteArrayContent(new byte[17 * 1024 * 1024]) };
        request.Headers.ExpectContinue = true;
        using var response = await http.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_a_parse_error()
    {
        using var content = new StringContent("<xml/>");
        using var response = await _http.PostAsync(_host.Url, content);
        ((int)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!).Should().Be(-32700);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error()
    {
        await FluentActions.Awaiting(() => RecordedChainHost.StartAsync(Chains.Mainnet, FixedHead.AllOf(Chains.Mainnet), _host.Url.Port, CancellationToken.None))
            .Should().ThrowAsync<IOException>();
    }
}
