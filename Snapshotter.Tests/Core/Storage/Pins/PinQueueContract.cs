using Snapshotter.Core.Storage.Pins;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Pins;

/// <summary>What every pin queue does.</summary>
public abstract class PinQueueContract
{
    private protected abstract IPinStores Open();

    [Fact]
    public async Task What_is_put_is_due_at_once_lowest_epoch_first()
    {
        await using var stores = Open();
        await stores.Stores.Content.PutAsync(9, [Make.Bytes("nine")], default);
        await stores.Stores.Content.PutAsync(3, [Make.Bytes("three"), Make.Bytes("three too")], default);
        var due = await stores.Pins.DueAsync(10, default);
        due.Select(static pin => (pin.EpochId, pin.Attempt)).Should().Equal((3, 1), (3, 1), (9, 1));
        due.Select(static pin => pin.Cid).Should().BeEquivalentTo([Make.Cid("three"), Make.Cid("three too"), Make.Cid("nine")]);
        (await stores.Pins.DueAsync(1, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_put_again_is_pinned_once()
    {
        await using var stores = Open();
        await stores.Stores.Content.PutAsync(1, [Make.Bytes("same")], default);
        await stores.Pins.PinnedAsync(await stores.Pins.DueAsync(10, default), default);
        await stores.Stores.Content.PutAsync(2, [Make.Bytes("same")], default);
        (await stores.Pins.DepthAsync(default)).Should().Be(new PinDepth(0, 0));
    }

    [Fact]
    public async Task What_is_stored_is_queued_once_more_when_asked_for_pinned_or_given_up()
    {
        await using var stores = Open();
        var cids = await stores.Stores.Content.PutAsync(4, [Make.Bytes("pinned"), Make.Bytes("given up")], default);
        var pins = await stores.Pins.DueAsync(10, default);
        await stores.Pins.PinnedAsync([pins.Single(pin => pin.Cid == cids[0])], default);
        await stores.Pins.GiveUpAsync(pins.Single(pin => pin.Cid == cids[1]), "away", default);
        (await stores.Pins.QueueAsync(4, [.. cids, Make.Cid("not here")], default)).Should().Be(2);
        (await stores.Pins.DepthAsync(default)).Should().Be(new PinDepth(2, 0));
        (await stores.Pins.DueAsync(10, default)).Select(static pin => pin.Attempt).Should().Equal(1, 1);
    }

    [Fact]
    public async Task What_waits_still_waits_after_reopening()
    {
        await using var stores = Open();
        await stores.Stores.Content.PutAsync(1, [Make.Bytes("a"), Make.Bytes("b")], default);
        await stores.Pins.PinnedAsync([(await stores.Pins.DueAsync(1, default)).Single()], default);
        await stores.ReopenAsync();
        (await stores.Pins.DueAsync(10, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_a_new_content()
    {
        await using var stores = Open();
        var waiting = stores.Pins.DueAsync(10, default).AsTask();
        await stores.Stores.Time.TimersAsync(1);
        waiting.IsCompleted.Should().BeFalse();
        await stores.Stores.Content.PutAsync(1, [Make.Bytes("a")], default);
        (await waiting).Should().ContainSingle();
    }

    [Fact]
    public async Task A_retried_content_is_due_later_with_its_attempt_counted()
    {
        await using var stores = Open();
        await stores.Stores.Content.PutAsync(1, [Make.Bytes("a")], default);
        await stores.Pins.RetryAsync((await stores.Pins.DueAsync(1, default)).Single(), "away", stores.Stores.Time.GetUtcNow() + TimeSpan.FromSeconds(8), default);
        var waiting = stores.Pins.DueAsync(10, default).AsTask();
        await stores.Stores.Time.TimersAsync(1);
        waiting.IsCompleted.Should().BeFalse();
        stores.Stores.Time.Advance(TimeSpan.FromSeconds(8));
        (await waiting).Single().Attempt.Should().Be(2);
    }

    [Fact]
    public async Task A_failed_content_keeps_its_reason_until_it_is_tried_anew()
    {
        await using var stores = Open();
        await stores.Stores.Content.PutAsync(1, [Make.Bytes("a")], default);
        await stores.Pins.GiveUpAsync((await stores.Pins.DueAsync(1, default)).Single(), "another CID", default);
        (await stores.Pins.DepthAsync(default)).Should().Be(new PinDepth(0, 1));
        (await stores.Pins.FailedAsync(10, default)).Single().Should().Be(new FailedPin(new Pin(Make.Cid("a"), 1, 1), "another CID"));
        (await stores.Pins.RetryFailedAsync(default)).Should().Be(1);
        (await stores.Pins.DueAsync(10, default)).Single().Attempt.Should().Be(1);
    }

    [Fact]
    public async Task What_is_past_retention_is_not_pinned_any_more()
    {
        await using var stores = Open();
        await stores.Stores.Content.PutAsync(1, [Make.Bytes("old"), Make.Bytes("old, put again")], default);
        await stores.Stores.Content.PutAsync(5, [Make.Bytes("old, put again"), Make.Bytes("new")], default);
        while (await stores.Stores.Content.PruneAsync(5, default))
        {
        }

        (await stores.Pins.DueAsync(10, default)).Select(static pin => pin.Cid).Should().BeEquivalentTo([Make.Cid("old, put again"), Make.Cid("new")]);
    }
}
