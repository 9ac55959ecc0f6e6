using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Kubo;

/// <summary>What a wrong, dead or hostile IPFS node can do to this one: nothing but a reason.</summary>
public sealed class KuboFaultTests
{
    private static readonly Cid Wanted = Make.Cid("wanted");

    [Theory]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 43\r\nConnection: close\r\n\r\n{\"Message\":\"block was not found locally\"}   ", "*status 500*not found locally*")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "*status 404*no reason*")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n", "*more than 1024 bytes*")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort", "*could not be reached*")]
    [InlineData("garbage", "*could not be reached*")]
    [InlineData("", "*could not be reached*")]
    public async Task A_failed_read_says_what_failed_and_never_the_address(string answer, string message)
    {
        await using var server = RawHttpServer.Answering(answer);
        await using var stores = new KuboStores(new Uri(server.Url));
        var failure = await FluentActions.Awaiting(() => stores.Client.CatAsync(Wanted, 1024, default)).Should().ThrowAsync<KuboException>().WithMessage(message);
        failure.Which.ToString().Should().NotContain("127.0.0.1");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"Hash\":\"no cid\"}")]
    public async Task An_answer_that_is_not_the_nodes_is_named(string body)
    {
        await using var server = RawHttpServer.Answering(RawHttpServer.Response(body));
        await using var stores = new KuboStores(new Uri(server.Url));
        await FluentActions.Awaiting(() => stores.Client.AddAsync(Make.Bytes("x"), default)).Should().ThrowAsync<KuboException>().WithMessage("The IPFS node answered 'add'*");
    }

    [Fact]
    public async Task Bytes_that_do_not_hash_to_the_cid_are_not_believed()
    {
        await using var server = RawHttpServer.Answering(RawHttpServer.Response("something else"));
        await using var stores = new KuboStores(new Uri(server.Url));
        await FluentActions.Awaiting(() => stores.Content.GetAsync(Wanted, default).AsTask()).Should().ThrowAsync<StorageException>().WithMessage($"*{Wanted}*another hash*");
        (await stores.Local.GetAsync(Wanted, default)).Should().BeNull();
    }

    [Fact]
    public async Task Missing_content_costs_one_look_in_a_while_however_often_it_is_asked_for()
    {
        await using var server = RawHttpServer.Answering("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var stores = new KuboStores(new Uri(server.Url));
        for (var i = 0; i < 5; i++) await FluentActions.Awaiting(() => stores.Content.GetAsync(Wanted, default).AsTask()).Should().ThrowAsync<StorageException>();
        server.Requests.Should().Be(1);
        stores.Time.Advance(TimeSpan.FromSeconds(31));
        await FluentActions.Awaiting(() => stores.Content.GetAsync(Wanted, default).AsTask()).Should().ThrowAsync<StorageException>();
        server.Requests.Should().Be(2);
    }

    [Fact]
    public async Task Many_who_want_the_same_content_share_one_read()
    {
        var release = new TaskCompletionSource();
        await using var server = new RawHttpServer(async (_, stream, token) =>
        {
            await release.Task.WaitAsync(token);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(RawHttpServer.Response("wanted")), token);
        });
        await using var stores = new KuboStores(new Uri(server.Url));
        var content = stores.Content;
        var readers = Enumerable.Range(0, 20).Select(_ => content.GetAsync(Wanted, default).AsTask()).ToArray();
        release.SetResult();
        (await Task.WhenAll(readers)).Should().OnlyContain(static bytes => bytes!.Value.Length == 6);
        server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_node_that_gives_another_cid_is_found_out_and_the_pin_kept_as_failed()
    {
        await using var server = RawHttpServer.Answering(RawHttpServer.Response($$"""{"Name":"content","Hash":"{{Make.Cid("other")}}","Size":"5"}"""));
        await using var stores = new KuboStores(new Uri(server.Url));
        using var queue = new SqlitePinQueue(stores.Local, stores.Time);
        await stores.Content.PutAsync(1, [Make.Bytes("mine")], default);
        using var done = new CancellationTokenSource();
        var worker = new PinWorker(
            new DrainedQueue(queue, done), stores.Content, stores.Client, new KuboOptions(), Unwatched.Ipfs, Unwatched.Traces, new Random(1), stores.Time, NullLogger<PinWorker>.Instance);
        await FluentActions.Awaiting(() => worker.RunAsync(done.Token)).Should().ThrowAsync<OperationCanceledException>();
        var failed = (await queue.FailedAsync(10, default)).Single();
        failed.Pin.Cid.Should().Be(Make.Cid("mine"));
        failed.Reason.Should().Contain($"{Make.Cid("other")}");
    }
}
