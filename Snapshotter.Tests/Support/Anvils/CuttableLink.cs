using System.Net;
using System.Net.Sockets;

namespace Snapshotter.Tests.Support.Anvils;

/// <summary>A TCP connection to a server that a test can cut and mend.</summary>
internal sealed class CuttableLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _target;
    private readonly List<TcpClient> _open = [];
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private bool _isCut;

    public CuttableLink(Uri target)
    {
        _target = target;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var client in _open) client.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate) _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            _ = PassAsync(client);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (!Keep(client)) return;
            await server.ConnectAsync(_target.Host, _target.Port);
            if (!Keep(server)) return;
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
        finally
        {
            client.Dispose();
        }
    }

    private bool Keep(TcpClient client)
    {
        lock (_gate)
        {
            if (_isCut)
            {
                client.Dispose();
                return false;
            }

            _open.Add(client);
            return true;
        }
    }
}
