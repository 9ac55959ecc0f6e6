using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>What every content store does.</summary>
public abstract class ContentStoreContract
{
    private const int BlockBytes = 262_144;

    private protected abstract IStores Open();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(900)]
    [InlineData(BlockBytes)]
    [InlineData(BlockBytes + 1)]
    [InlineData((3 * BlockBytes) + 17)]
    public async Task Content_is_read_back_under_the_cid_an_ipfs_node_gives_it(int length)
    {
        await using var stores = Open();
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var cid = (await stores.Content.PutAsync(1, [bytes], default)).Single();
        cid.Should().Be(CidOf.Content(bytes));
        cid.ToString().Should().StartWith(length > BlockBytes ? "bafybei" : "bafkrei");
        await stores.ReopenAsync();
        (await stores.Content.GetAsync(cid, default))!.Value.ToArray().Should().Equal(bytes);
    }

    [Fact]
    public async Task Cids_come_in_the_order_of_the_contents()
    {
        await using var stores = Open();
        (await stores.Content.PutAsync(1, [Make.Bytes("a"), Make.Bytes("b"), Make.Bytes("a")], default)).Should().Equal(Make.Cid("a"), Make.Cid("b"), Make.Cid("a"));
        (await stores.Content.PutAsync(1, [], default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Content_that_was_never_put_is_not_here()
    {
        await using var stores = Open();
        await ShouldBeAbsentAsync(async () => (await stores.Content.GetAsync(Make.Cid("unknown"), default)).Should().BeNull());
    }

    [Fact]
    public async Task Many_may_put_and_get_at_once()
    {
        await using var stores = Open();
        await Parallel.ForAsync(0, 32, async (i, cancellationToken) =>
        {
            var cids = await stores.Content.PutAsync(i, [Make.Bytes("shared"), Make.Bytes($"own {i}")], cancellationToken);
            (await stores.Content.GetAsync(cids[1], cancellationToken))!.Value.ToArray().Should().Equal(Make.Bytes($"own {i}").ToArray());
            (await stores.Content.GetAsync(cids[0], cancellationToken)).Should().NotBeNull();
        });
    }

    /// <summary>A store that stands before a network cannot know that content does not exist, and says so.</summary>
    protected virtual Task ShouldBeAbsentAsync(Func<Task> get) => get();
}
