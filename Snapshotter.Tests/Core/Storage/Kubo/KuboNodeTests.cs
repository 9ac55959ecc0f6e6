using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Ipfs;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Kubo;

/// <summary>Against a real IPFS node. Its differences from Kubo stand at <see cref="IpfsNode"/>.</summary>
public sealed class KuboNodeTests(KuboNodeTests.Shared shared) : IClassFixture<KuboNodeTests.Shared>
{
    [Theory]
    [InlineData(0)]
    [InlineData(900)]
    [InlineData(262_144)]
    [InlineData(262_145)]
    [InlineData(1_000_000)]
    public async Task The_node_gives_content_the_cid_that_was_computed_and_gives_it_back(int length)
    {
        await using var stores = new KuboStores(shared.Node.Url);
        var bytes = Random(length);
        var cid = await stores.Client.AddAsync(bytes, default);
        cid.Should().Be(CidOf.Content(bytes));
        (await stores.Client.CatAsync(cid, 2_000_000, default)).Should().Equal(bytes);
        (await stores.Content.GetAsync(cid, default))!.Value.ToArray().Should().Equal(bytes, "what others added is found");
        (await stores.Local.GetAsync(cid, default)).Should().NotBeNull("it is kept once it was read");
    }

    [Fact]
    public async Task What_others_added_is_kept_as_long_as_contents_of_the_latest_epoch_are()
    {
        await using var stores = new KuboStores(shared.Node.Url);
        var cid = await stores.Client.AddAsync(Random(700), default);
        stores.Progress.Released(new ReleasedEpoch(new Epoch(9_000, 1, 10), default, 0, 0, 0));
        await stores.Content.GetAsync(cid, default);

        await stores.Content.PruneAsync(9_000, default);
        (await stores.Local.GetAsync(cid, default)).Should().NotBeNull("a host that builds nothing keeps what it read");
        await stores.Content.PruneAsync(9_001, default);
        (await stores.Local.GetAsync(cid, default)).Should().BeNull();
    }

    [Fact]
    public async Task What_was_put_gets_pinned()
    {
        await using var stores = new KuboStores(shared.Node.Url);
        var cids = await stores.Content.PutAsync(7, [Random(500), Random(300_000)], default);
        using var queue = new SqlitePinQueue(stores.Local, stores.Time);
        await PinAllAsync(stores, queue, new KuboOptions());
        foreach (var cid in cids) (await stores.Client.CatAsync(cid, 400_000, default)).Should().NotBeEmpty();
        (await queue.DepthAsync(default)).Should().Be(new PinDepth(0, 0));
    }

    [Fact]
    public async Task The_node_tells_its_version()
    {
        await using var stores = new KuboStores(shared.Node.Url);
        (await stores.Client.VersionAsync(default)).Should().MatchRegex(@"^\d+\.\d+\.\d+");
    }

    [Fact]
    public async Task Content_that_no_one_has_is_an_error_with_the_nodes_reason()
    {
        await using var stores = new KuboStores(shared.Node.Url, new KuboOptions { Timeout = TimeSpan.FromSeconds(2) });
        var get = () => stores.Content.GetAsync(Make.Cid("nobody has this in any test"), default).AsTask();
        await get.Should().ThrowAsync<StorageException>().WithMessage("*IPFS did not give it*");
    }

    [Fact]
    public async Task Pins_outlast_an_outage_of_the_node()
    {
        await using var node = await IpfsNode.StartAsync();
        await using var stores = new KuboStores(node.Url);
        using var queue = new SqlitePinQueue(stores.Local, stores.Time);
        await node.KillAsync();

        var cid = (await stores.Content.PutAsync(1, [Random(2000)], default)).Single();
        var pinning = PinAllAsync(stores, queue, new KuboOptions());
        await stores.Time.TimersAsync(1);
        await node.RestartAsync();

        stores.Time.Advance(TimeSpan.FromSeconds(10));
        await pinning;
        (await stores.Client.CatAsync(cid, 3000, default)).Should().HaveCount(2000);
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Runs the worker until nothing waits.</summary>
    private static async Task PinAllAsync(KuboStores stores, SqlitePinQueue queue, KuboOptions options)
    {
        using var done = new CancellationTokenSource();
        var observed = new DrainedQueue(queue, done);
        var worker = new PinWorker(observed, stores.Content, stores.Client, options, Unwatched.Ipfs, Unwatched.Traces, new Random(1), stores.Time, NullLogger<PinWorker>.Instance);
        await FluentActions.Awaiting(() => worker.RunAsync(done.Token).WaitAsync(TimeSpan.FromMinutes(2))).Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>One node for all tests that only add to it.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal IpfsNode Node { get; private set; } = null!;

        public async Task InitializeAsync() => Node = await IpfsNode.StartAsync();

        public async Task DisposeAsync() => await Node.DisposeAsync();
    }
}
