using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Reporting;

/// <summary>A reporting server on a real socket, which tells a test what was posted and can misbehave.</summary>
internal sealed class ReportServer : IAsyncDisposable
{
    private readonly RawHttpServer _server;
    private readonly Channel<(string Path, string Body)> _posts = Channel.CreateUnbounded<(string, string)>();

    public ReportServer() => _server = new RawHttpServer(async (request, stream, token) =>
    {
        await _posts.Writer.WriteAsync((request.Path, request.Body), token);
        await AnswerAsync(stream, token);
    });

    /// <summary>What it does with a request after it was read.</summary>
    public enum Manner
    {
        Accept,
        Hang,
        Fail,
        Reset,
        AnswerWithoutEnd,
        Redirect,
        Babble,
    }

    public Manner Now { get; set; }

    public string Url => $"{_server.Url}secret-path?key=secret";

    public ChannelReader<(string Path, string Body)> Posts => _posts.Reader;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(NetworkStream stream, CancellationToken token)
    {
        ValueTask WriteAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), token);

        switch (Now)
        {
            case Manner.Accept:
                await WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 16\r\nConnection: close\r\n\r\n{\"message\":\"ok\"}");
                break;
            case Manner.Fail:
                await WriteAsync("HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                break;
            case Manner.Redirect:
                await WriteAsync($"HTTP/1.1 307 Go\r\nLocation: {Url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                break;
            case Manner.Babble:
                await WriteAsync("no HTTP at all\r\n\r\n");
                break;
            case Manner.Reset:
                stream.Socket.LingerState = new LingerOption(true, 0);
                break;
            case Manner.AnswerWithoutEnd:
                await WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (true) await WriteAsync($"1000\r\n{new string('x', 4096)}\r\n");
            default:
                await new TaskCompletionSource().Task.WaitAsync(token);
                break;
        }
    }
}
