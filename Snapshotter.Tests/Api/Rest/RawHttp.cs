using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Snapshotter.Tests.Api.Rest;

/// <summary>Sends requests exactly as given, byte for byte, over a socket of their own.</summary>
internal sealed class RawHttp(int port)
{
    public Task<RawAnswer> GetAsync(string target, params (string Name, string Value)[] headers) => SendAsync("GET", target, headers);

    public async Task<RawAnswer> SendAsync(string method, string target, IEnumerable<(string Name, string Value)>? headers = null, byte[]? body = null)
    {
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        var sent = headers?.ToList() ?? [];
        if (!sent.Exists(header => header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase))) sent.Add(("Host", "node.test:8002"));
        foreach (var (name, value) in sent) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (body is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        head.Append("Connection: close\r\n\r\n");
        return RawAnswer.Parse(await ExchangeAsync([.. Encoding.Latin1.GetBytes(head.ToString()), .. body ?? []]));
    }

    /// <summary>Sends bytes and reads until the other side closes.</summary>
    public async Task<byte[]> ExchangeAsync(byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        using var stream = new NetworkStream(socket);
        var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(request);
            await stream.CopyToAsync(received);
        }
        catch (IOException) when (received.Length > 0)
        {
            // A server that refuses early closes while the rest is still on its way to it.
        }

        return received.ToArray();
    }
}
