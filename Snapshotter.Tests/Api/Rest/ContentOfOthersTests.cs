using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest;

/// <summary>What callers learn of a finalized content that is only at an IPFS node, or should be.</summary>
public sealed class ContentOfOthersTests
{
    private const string Unreachable = "http://127.0.0.1:1/";
    private const string Lacking = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 37\r\nConnection: close\r\n\r\n{\"Message\":\"block was not found here\"}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_ipfs_lacks_or_cannot_give_is_no_data(bool isReachable)
    {
        await using var ipfs = RawHttpServer.Answering(Lacking);
        await using var node = await NodeOverAsync(isReachable ? ipfs.Url : Unreachable);
        var cid = await FinalizeElsewhereAsync(node, 7, "nobody has this");

        var one = await node.Http.GetAsync($"/data/7/{Samples.Project}/");
        one.Status.Should().Be(404);
        one.Text.Should().Be($$"""{"status":"error","message":"No data found for project_id: {{Samples.Project}}, epoch_id: 7"}""");
        (await node.Http.GetAsync($"/data/7-7/{Samples.Project}/")).Text.Should().Be($$"""{"epochId":7,"cid":"{{cid}}","data":null}""" + "\n");
        (await node.Http.GetAsync($"/cid/7/{Samples.Project}/")).Text.Should().Be($"\"{cid}\"");
    }

    [Fact]
    public async Task What_ipfs_has_is_answered()
    {
        await using var ipfs = RawHttpServer.Answering(RawHttpServer.Response("""{"a":1}"""));
        await using var node = await NodeOverAsync(ipfs.Url);
        await FinalizeElsewhereAsync(node, 7, """{"a":1}""");

        (await node.Http.GetAsync($"/data/7/{Samples.Project}/")).Text.Should().Be("""{"a":1}""");
    }

    [Fact]
    public async Task A_broken_store_is_an_error_and_not_no_data()
    {
        await using var node = await RestNode.StartAsync(services: services => services.AddSingleton<IContentStore>(new BrokenContents(LocalOf(services))));
        await FinalizeElsewhereAsync(node, 7, "anything");

        (await node.Http.GetAsync($"/data/7/{Samples.Project}/")).Status.Should().Be(500);
    }

    private static Task<RestNode> NodeOverAsync(string url) => RestNode.StartAsync(services: services =>
    {
        var client = new KuboClient(new HttpClient { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan }, TimeSpan.FromMinutes(1), Unwatched.Traces, TimeProvider.System);
        services.AddSingleton<IContentStore>(new KuboContentStore(LocalOf(services), client, new KuboOptions(), Unwatched.Ipfs, new PipelineProgress(new SteadyTime(TimeProvider.System)), TimeProvider.System));
    });

    private static SqliteContentStore LocalOf(IServiceCollection services) =>
        (SqliteContentStore)services.Single(static service => service.ServiceType == typeof(IContentStore)).ImplementationInstance!;

    private static async Task<Cid> FinalizeElsewhereAsync(RestNode node, long epoch, string content)
    {
        var cid = CidOf.Content(System.Text.Encoding.UTF8.GetBytes(content));
        await node.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(epoch, Samples.Project, cid)] }, default);
        return cid;
    }

    private sealed class BrokenContents(IContentStore inner) : IContentStore
    {
        public ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken) =>
            inner.PutAsync(epochId, contents, cancellationToken);

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) => throw new StorageException("content.db: the disk is broken");

        public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => inner.PruneAsync(firstEpoch, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
