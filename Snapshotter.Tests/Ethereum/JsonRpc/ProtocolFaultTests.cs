using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

/// <summary>What can go wrong on a real line, through the client's own sockets.</summary>
public class ProtocolFaultTests
{
    private const string Good = """[{"jsonrpc":"2.0","id":1,"result":"0x10"}]""";

    [Fact]
    public async Task A_proper_answer_is_read()
    {
        await using var server = RawHttpServer.Answering(RawHttpServer.Response(Good));
        (await AskAsync(server)).Value.Should().Be(16);
    }

    [Fact]
    public async Task A_chunked_answer_is_read()
    {
        await using var server = RawHttpServer.Answering(
            $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\n{Good[..5]}\r\n{Good.Length - 5:x}\r\n{Good[5..]}\r\n0\r\n\r\n");
        (await AskAsync(server)).Value.Should().Be(16);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{\"jsonrpc\":\"2.0\",\"id\":1,", RpcErrorKind.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{\"js", RpcErrorKind.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n[{\"jsonrpc\":", RpcErrorKind.Malformed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", RpcErrorKind.Malformed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n<html></html>", RpcErrorKind.Malformed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\nConnection: close\r\n\r\n[{\"id", RpcErrorKind.Malformed)]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>", RpcErrorKind.Internal)]
    [InlineData("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", RpcErrorKind.Timeout)]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", RpcErrorKind.AccessDenied)]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", RpcErrorKind.Unreachable)]
    [InlineData("", RpcErrorKind.Unreachable)]
    public async Task Broken_answers_are_typed_errors(string bytes, RpcErrorKind expected)
    {
        await using var server = RawHttpServer.Answering(bytes);
        var error = (await AskAsync(server)).Error!;
        error.Kind.Should().Be(expected);
        error.ToString().Should().NotContain("127.0.0.1").And.Contain("'fake'");
    }

    [Fact]
    public async Task A_broken_answer_is_followed_by_another_attempt()
    {
        await using var server = new RawHttpServer((request, stream, token) =>
            stream.WriteAsync(Encoding.UTF8.GetBytes(RawHttpServer.Response(request.Number < 3 ? Good[..20] : Good)), token).AsTask());
        (await AskAsync(server, attempts: 3)).Value.Should().Be(16);
        server.Requests.Should().Be(3);
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off_at_the_limit()
    {
        await using var server = new RawHttpServer(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n[\""u8.ToArray(), token);
            var junk = Enumerable.Repeat((byte)'a', 65536).ToArray();
            while (true) await stream.WriteAsync(junk, token);
        });
        var log = new RequestLog();
        (await AskAsync(server, observer: log)).Error!.Kind.Should().Be(RpcErrorKind.TooLarge);
        log.Requests.Single().ResponseBytes.Should().BeLessThan(3 * 1024 * 1024);
    }

    [Fact]
    public async Task A_packed_body_is_measured_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await gzip.WriteAsync(new byte[50 * 1024 * 1024]);
        var body = packed.ToArray();
        body.Length.Should().BeLessThan(100_000);
        await using var server = new RawHttpServer(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), token);
            await stream.WriteAsync(body, token);
        });
        (await AskAsync(server)).Error!.Kind.Should().Be(RpcErrorKind.TooLarge);
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_a_time_out()
    {
        var time = new FakeTime();
        await using var server = new RawHttpServer(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{"u8.ToArray(), token);
            time.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        (await AskAsync(server, time: time)).Error!.Kind.Should().Be(RpcErrorKind.Timeout);
    }

    [Fact]
    public async Task Nobody_listening_is_an_unreachable_endpoint()
    {
        string url;
        await using (var server = RawHttpServer.Answering("")) url = server.Url;
        using var client = Create(url, attempts: 2);
        var error = (await RpcClientTests.NumbersAsync(client, 1))[0].Error!;
        error.Kind.Should().Be(RpcErrorKind.Unreachable);
        error.Attempt.Should().Be(2);
        error.ToString().Should().NotContain(new Uri(url).Authority);
    }

    private static async Task<RpcAnswer<long>> AskAsync(RawHttpServer server, int attempts = 1, TimeProvider? time = null, IRpcObserver? observer = null)
    {
        using var client = Create(server.Url, attempts, time, observer);
        return (await RpcClientTests.NumbersAsync(client, 1))[0];
    }

    private static RpcClient Create(string url, int attempts, TimeProvider? time = null, IRpcObserver? observer = null)
    {
        var options = new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = url, Alias = "fake" }], MaxAttempts = attempts, MaxResponseBytes = 1024 * 1024 };
        return new RpcClient(options, time ?? Clients.Time(), NullLogger.Instance, null, observer, new Random(7));
    }
}
