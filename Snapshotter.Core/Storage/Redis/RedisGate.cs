using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// A door on the loopback address through which the client library reaches a server by TLS or as an ACL user, neither of which that release of
/// it knows well enough. What comes in must first name a secret that is drawn at start, so that no other program of the machine gets through.
/// </summary>
internal sealed class RedisGate : IDisposable
{
    private readonly RedisOptions _options;
    private readonly string? _password;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2Collection? _authorities;

    private RedisGate(RedisOptions options, string? password)
    {
        _options = options;
        _password = password;
        if (options.TlsAuthority is { } file)
        {
            _authorities = [];
            _authorities.ImportFromPemFile(file);
        }

        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the door is.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What who comes in has to say as the password.</summary>
    public string Secret { get; } = RandomNumberGenerator.GetHexString(48);

    /// <summary>Whether a server has to be reached through a gate.</summary>
    public static bool IsNeeded(RedisOptions options) => options.Tls || options.User is { Length: > 0 };

    /// <summary>Opens the gate.</summary>
    public static RedisGate Open(RedisOptions options, string? password) => new(options, password);

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await _listener.AcceptSocketAsync(_closing.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The gate is closed.
        }
    }

    /// <summary>Carries a connection until one side ends it. Why it failed is told by the other side's outage.</summary>
    private async Task CarryAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            await using var inside = new NetworkStream(socket, ownsSocket: true);
            if (await RedisHandshake.ReadAuthAsync(inside, _closing.Token) != Secret) return;
            using var outer = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await outer.ConnectAsync(_options.Host, _options.Port, _closing.Token);
            await using var outside = await SecureAsync(new NetworkStream(outer, ownsSocket: true));
            await AuthenticateAsync(outside);
            await inside.WriteAsync("+OK\r\n"u8.ToArray(), _closing.Token);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            await Task.WhenAny(inside.CopyToAsync(outside, either.Token), outside.CopyToAsync(inside, either.Token));
            await either.CancelAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or InvalidDataException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client sees its connection end, and tries again.
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream stream)
    {
        if (!_options.Tls) return stream;
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        var chain = _authorities is null ? null : new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain?.CustomTrustStore.AddRange(_authorities!);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _options.Host, CertificateChainPolicy = chain }, _closing.Token);
        return secure;
    }

    private async Task AuthenticateAsync(Stream stream)
    {
        if (_password is not { Length: > 0 }) return;
        string[] command = _options.User is { Length: > 0 } user ? ["AUTH", user, _password] : ["AUTH", _password];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(RedisHandshake.Write(command)), _closing.Token);
        await stream.FlushAsync(_closing.Token);
        var answer = await RedisHandshake.ReadLineAsync(stream, _closing.Token);
        if (answer != "+OK") throw new InvalidDataException("The server does not take the user or the password.");
    }
}
