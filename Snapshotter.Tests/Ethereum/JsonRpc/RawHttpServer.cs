using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

/// <summary>A server on a real socket that answers each request with scripted bytes, whatever HTTP says, and then hangs up.</summary>
internal sealed class RawHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, NetworkStream, CancellationToken, Task> _script;
    private readonly Task _running;
    private int _requests;

    public RawHttpServer(Func<int, NetworkStream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _running = RunAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Writes the same bytes to everyone.</summary>
    public static RawHttpServer Answering(string bytes) => new((_, stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(bytes), token).AsTask());

    public static string Response(string body, string headers = "", int? length = null) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}Content-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
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
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
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
                await ReadRequestAsync(stream);
                await _script(Interlocked.Increment(ref _requests), stream, _stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client hung up first or the test is over: both are part of some scripts.
            }
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return;
            received.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var text = received.ToString();
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var length = text.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            if (text.Length >= end + 4 + int.Parse(length.AsSpan(15).Trim(), System.Globalization.CultureInfo.InvariantCulture)) return;
        }
    }
}
