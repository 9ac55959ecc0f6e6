using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Protocol;

/// <summary>What every protocol state does. The embedded one finalizes what this node built; it keeps nothing beside the state store.</summary>
public abstract class ProtocolStateContract
{
    private const int Window = 5;

    private protected abstract IStores Open();

    [Fact]
    public async Task Before_the_first_release_there_is_no_epoch()
    {
        await using var stores = Open();
        (await Over(stores).CurrentEpochAsync(default)).Should().BeNull();
        (await Over(stores).EpochAsync(1, default)).Should().BeNull();
    }

    [Fact]
    public async Task Released_epochs_are_found_by_id_and_the_latest_is_current()
    {
        await using var stores = Open();
        await ReleaseAsync(stores, 1, 2);
        (await Over(stores).CurrentEpochAsync(default)).Should().Be(Make.Released(2));
        (await Over(stores).EpochAsync(1, default)).Should().Be(Make.Released(1));
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(5, null)]
    [InlineData(4, "*window of epoch 4 closed 1 epochs ago*SubmissionWindowEpochs*")]
    [InlineData(11, "*Epoch 11 is not released*10*")]
    public async Task A_submission_is_taken_from_its_release_until_its_window_closes(long epoch, string? refusal)
    {
        await using var stores = Open();
        await ReleaseAsync(stores, [.. Enumerable.Range(1, 10).Select(static id => (long)id)]);
        var verdicts = await Over(stores).SubmitAsync([Built(epoch, Make.Project), Built(epoch, Make.Other)], default);
        verdicts.Should().HaveCount(2).And.OnlyContain(verdict => verdict.IsAccepted == (refusal == null));
        if (refusal is not null) verdicts[0].Refusal.Should().Match(refusal);
    }

    [Fact]
    public async Task What_was_submitted_is_decided_in_the_order_asked_and_stays_so_after_reopening()
    {
        await using var stores = Open();
        await ReleaseAsync(stores, 1);
        await stores.State.CommitAsync(new StateChange { Built = [Built(1, Make.Project), Built(1, Make.Other)] }, default);
        for (var i = 0; i < 2; i++) await Over(stores).SubmitAsync([Built(1, Make.Project), Built(1, Make.Other)], default);
        await stores.ReopenAsync();
        (await Over(stores).ConsensusAsync(1, [Make.Other, "nobody", Make.Project], default))
            .Should().Equal([Make.Cid($"1{Make.Other}"), null, Make.Cid($"1{Make.Project}")]);
        (await Over(stores).ConsensusAsync(2, [Make.Project], default)).Should().Equal([null]);
    }

    private static LocalProtocolState Over(IStores stores) => new(stores.State, new LocalProtocolOptions { SubmissionWindowEpochs = Window });

    private static BuiltSnapshot Built(long epoch, string project) => new(epoch, project, Make.Cid($"{epoch}{project}"));

    private static async Task ReleaseAsync(IStores stores, params long[] epochs) =>
        await stores.State.CommitAsync(new StateChange { Released = [.. epochs.Select(Make.Released)] }, default);
}
