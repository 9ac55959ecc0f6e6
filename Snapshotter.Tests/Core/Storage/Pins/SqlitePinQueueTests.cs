using Snapshotter.Core.Storage.Pins;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Pins;

public sealed class SqlitePinQueueTests : PinQueueContract
{
    private protected override IPinStores Open() => new SqlitePinStores();

    [Fact]
    public async Task Without_an_ipfs_node_nothing_is_queued()
    {
        await using var stores = new SqliteStores();
        await stores.Content.PutAsync(1, [Make.Bytes("a")], default);
        stores.LocalContent.Database.Read(static session => session.Number("SELECT count(*) FROM pin")).Should().Be(0);
    }

    [Fact]
    public async Task Trimming_keeps_what_waits_to_be_pinned_and_gives_up_the_oldest_first()
    {
        await using var stores = new SqlitePinStores();
        for (var epoch = 1; epoch <= 300; epoch++) await stores.Stores.Content.PutAsync(epoch, [new byte[4000 + epoch]], default);
        Pin[] pinned = [.. (await stores.Pins.DueAsync(1000, default)).Where(static pin => pin.EpochId != 1)];
        await stores.Pins.PinnedAsync(pinned, default);

        while (await stores.Local.TrimAsync(500_000, default))
        {
        }

        (await stores.Stores.Content.GetAsync(Snapshotter.Core.Snapshots.CidOf.Content(new byte[4001]), default)).Should().NotBeNull("it is not pinned yet");
        (await stores.Stores.Content.GetAsync(Snapshotter.Core.Snapshots.CidOf.Content(new byte[4002]), default)).Should().BeNull();
        (await stores.Stores.Content.GetAsync(Snapshotter.Core.Snapshots.CidOf.Content(new byte[4300]), default)).Should().NotBeNull();
    }
}
