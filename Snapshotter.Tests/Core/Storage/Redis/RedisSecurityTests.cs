using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Redis;

/// <summary>Passwords, ACL users, TLS and database numbers on a real server.</summary>
public sealed class RedisSecurityTests
{
    private const string Password = "the-password-of-this-test";

    private static readonly string[] OneUser = ["--user", "default", "off", "--user", "node", "on", $">{Password}", "~*", "&*", "+@all"];

    [Fact]
    public async Task The_default_user_needs_the_password()
    {
        await using var server = await RedisServer.StartAsync("--requirepass", Password);
        await WorksAsync(server.NextDatabase(), Password);
        await FailsAsync(server.NextDatabase(), "another-password");
        await FailsAsync(server.NextDatabase(), null);
    }

    [Fact]
    public async Task An_acl_user_needs_its_own_password()
    {
        await using var server = await RedisServer.StartAsync(OneUser);
        await WorksAsync(server.NextDatabase() with { User = "node" }, Password);
        await FailsAsync(server.NextDatabase() with { User = "node" }, "another-password");
        await FailsAsync(server.NextDatabase() with { User = "nobody" }, Password);
    }

    [Fact]
    public async Task Tls_is_spoken_with_a_server_whose_certificate_the_authority_signed_and_with_no_other()
    {
        using var folder = new TemporaryFolder();
        var (certificate, key) = Certificate(folder);
        await using var server = await RedisServer.StartTlsAsync(certificate, key, OneUser);
        var options = server.NextDatabase() with { Host = "localhost", Tls = true, User = "node" };
        await WorksAsync(options with { TlsAuthority = certificate }, Password);
        await FailsAsync(options, Password);
        await FailsAsync(options with { TlsAuthority = certificate, Host = "127.0.0.1" }, Password);
        await FailsAsync(options with { TlsAuthority = certificate, Tls = false }, Password);
    }

    [Fact]
    public async Task What_one_database_holds_another_does_not()
    {
        await using var server = await RedisServer.StartAsync();
        await using var first = new RedisStores(server.NextDatabase());
        await using var second = new RedisStores(server.NextDatabase());
        await first.State.CommitAsync(new StateChange { Released = [Make.Released(1)], Enqueued = [Make.Job(1)] }, default);
        (await second.State.CurrentEpochAsync(default)).Should().BeNull();
        (await second.Queue.PendingByEpochAsync(default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Nobody_gets_through_the_gate_without_its_secret()
    {
        await using var server = await RedisServer.StartAsync(OneUser);
        using var gate = RedisGate.Open(server.NextDatabase() with { User = "node" }, Password);
        foreach (var opening in (string[])["*1\r\n$4\r\nPING\r\n", "*2\r\n$4\r\nAUTH\r\n$5\r\nguess\r\n*1\r\n$4\r\nPING\r\n", "PING\r\n"])
        {
            using var client = new TcpClient("127.0.0.1", gate.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(opening));
            (await ReadToEndAsync(client.GetStream())).Should().BeEmpty(opening);
        }
    }

    private static async Task WorksAsync(RedisOptions options, string? password)
    {
        await using var link = RedisLink.Open(options, password, TimeProvider.System);
        var store = new RedisStateStore(link);
        await store.CommitAsync(new StateChange { Released = [Make.Released(1)] }, default);
        (await store.CurrentEpochAsync(default)).Should().Be(Make.Released(1));
    }

    private static async Task FailsAsync(RedisOptions options, string? password)
    {
        await using var link = RedisLink.Open(options with { Timeout = TimeSpan.FromMilliseconds(500) }, password, TimeProvider.System);
        var read = async () => await new RedisStateStore(link).CurrentEpochAsync(default);
        var failure = (await read.Should().ThrowAsync<StorageException>()).Which;
        failure.ToString().Should().NotContain(Password).And.NotContain("another-password");
        failure.Message.Should().Contain("Redis").And.NotContain($"{options.Port}");
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return ""; // Closed with what was not read.
        }
    }

    /// <summary>A certificate for localhost that signs itself.</summary>
    private static (string Certificate, string Key) Certificate(TemporaryFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (certificateFile, keyFile) = (folder.PathOf("server.pem"), folder.PathOf("server.key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }
}
