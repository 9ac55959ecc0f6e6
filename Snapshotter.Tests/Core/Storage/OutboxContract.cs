using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>Submissions on their way, as every state store keeps them.</summary>
public abstract class OutboxContract
{
    private static readonly Cid Content = Cid.Parse("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e");

    private protected abstract IStores Open();

    [Fact]
    public async Task What_is_queued_is_there_after_a_restart_in_the_order_of_epochs()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Outbox = [Entry(2, "a"), Entry(1, "b")] }, default);
        await stores.ReopenAsync();
        (await stores.State.OutboxAsync(10, default)).Select(static entry => (entry.EpochId, entry.ProjectId, entry.Cid, entry.State))
            .Should().Equal((1, "b", Content, OutboxState.Queued), (2, "a", Content, OutboxState.Queued));
        (await stores.State.OutboxAsync(1, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task Queueing_again_leaves_a_submission_as_far_as_it_had_come()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Outbox = [Entry(1, "a"), Entry(1, "b")] }, default);
        await stores.State.CommitAsync(new StateChange
        {
            Outbox = [Entry(1, "a") with { State = OutboxState.Signed, Deadline = 7, Signature = [1, 2], Transactions = [3] }, Entry(1, "b") with { State = OutboxState.Delivered }],
        }, default);
        await stores.State.CommitAsync(new StateChange { Outbox = [Entry(1, "a"), Entry(1, "b")] }, default);

        var open = (await stores.State.OutboxAsync(10, default)).Single();
        (open.ProjectId, open.State, open.Deadline).Should().Be(("a", OutboxState.Signed, 7));
        open.Signature.Should().Equal(1, 2);
        open.Transactions.Should().Equal(3);
    }

    [Fact]
    public async Task All_of_an_epoch_can_be_read_and_what_had_ended_can_be_opened_again()
    {
        await using var stores = Open();
        var delivered = Entry(1, "a") with { State = OutboxState.Delivered, Deadline = 7, Signature = [1], Transactions = [3] };
        await stores.State.CommitAsync(new StateChange { Outbox = [delivered, Entry(1, "b"), Entry(2, "a")] }, default);
        var found = await stores.State.EpochOutboxAsync(1, default);
        found.Select(static entry => (entry.ProjectId, entry.State)).Should().BeEquivalentTo([("a", OutboxState.Delivered), ("b", OutboxState.Queued)]);
        found.Single(static entry => entry.ProjectId == "a").Transactions.Should().Equal(3);
        (await stores.State.EpochOutboxAsync(3, default)).Should().BeEmpty();

        await stores.State.CommitAsync(new StateChange { Outbox = [delivered with { State = OutboxState.Signed }] }, default);
        (await stores.State.OutboxAsync(10, default)).Select(static entry => entry.ProjectId).Should().BeEquivalentTo("a", "b", "a");
    }

    [Theory]
    [InlineData(OutboxState.Delivered)]
    [InlineData(OutboxState.Failed)]
    public async Task What_ended_is_no_longer_open(OutboxState state)
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Outbox = [Entry(1, "a")] }, default);
        await stores.State.CommitAsync(new StateChange { Outbox = [Entry(1, "a") with { State = state }] }, default);
        (await stores.State.OutboxAsync(10, default)).Should().BeEmpty();
    }

    private static OutboxEntry Entry(long epochId, string projectId) => new(epochId, projectId, Content);
}
