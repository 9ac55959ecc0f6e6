using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Snapshotter.Tests.Support;

/// <summary>A server on a real socket that answers each request with scripted bytes, whatever HTTP says, and then hangs up.</summary>
internal sealed class RawHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, NetworkStream, CancellationToken, Task> _script;
    private readonly Task _running;
    private int _requests;

    public RawHttpServer(Func<Request, NetworkStream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _running = RunAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Writes the same bytes to everyone.</summary>
    public static RawHttpServer Answering(string bytes) => new((_, stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(bytes), token).AsTask());

    /// <summary>What a client asked for; the number counts from 1.</summary>
    public sealed record Request(int Number, string Path, string Body);

    public static string Response(string body, string headers = "", int? length = null) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}Content-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            // Only now, as a listener that is stopped between two connections refuses the next wait.
            _listener.Stop();
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is not var (path, body)) return;
                await _script(new Request(Interlocked.Increment(ref _requests), path, body), stream, _stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client hung up first or the test is over: both are part of some scripts.
            }
        }
    }

    private async Task<(string Path, string Body)?> ReadAsync(NetworkStream stream)
    {
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return null;
            received.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var text = received.ToString();
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var length = text.Split("\r\n").First(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            if (text.Length < end + 4 + int.Parse(length.AsSpan(15).Trim(), CultureInfo.InvariantCulture)) continue;
            return (text.Split(' ')[1], Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text[(end + 4)..])));
        }
    }
}
