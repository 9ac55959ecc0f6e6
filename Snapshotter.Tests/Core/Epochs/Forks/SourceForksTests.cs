using System.Text.Json.Nodes;
using Snapshotter.Core.Storage;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Core.Epochs.Forks.ForkWorld;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>The source chain is reorganised below the head offset.</summary>
public sealed class SourceForksTests
{
    [Fact]
    public async Task An_epoch_of_which_nothing_was_submitted_is_built_anew_of_the_new_blocks()
    {
        await using var world = new ForkWorld();
        var before = await StandAsync(world, hold: 2);
        var after = before.Fork(EpochOf(2).Begin + 1, "other").UpTo(HeadOf(3), "other");
        world.Tell(after);

        await world.UntilAsync(async () => await world.StateOfAsync(2) == "rebuilt");
        world.Protocol.LetGo(2);
        await world.EndedAsync(2);
        await world.EndedAsync(3);

        await world.ExpectAsync(1, after);
        await world.ExpectAsync(2, after);
        await world.ExpectAsync(3, after);
        ExpectHashes(await world.NoteAsync(2), before.HashOf(EpochOf(2).End), after.HashOf(EpochOf(2).End));
        (await world.NoteAsync(1)).Should().BeNull();
        (await world.NoteAsync(3)).Should().BeNull();
        (await world.Rig.State.EpochAsync(2, default))!.EndHash.Should().Be(after.HashOf(EpochOf(2).End));
        (await world.Rig.State.SubmissionTotalsAsync(default)).Should().OnlyContain(static total => total.Successful == 3 && total.Missed == 0 && total.Incorrect == 0);
        (await world.Rig.Queue.DeadAsync(1, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_epoch_that_was_submitted_stays_and_is_marked_with_both_hashes()
    {
        await using var world = new ForkWorld();
        var before = await StandAsync(world);
        await world.EndedAsync(2);
        var after = before.Fork(EpochOf(1).End, "other").UpTo(HeadOf(3), "other");
        world.Tell(after);
        await world.EndedAsync(3);

        await world.ExpectAsync(1, before);
        await world.ExpectAsync(2, before);
        await world.ExpectAsync(3, after);
        foreach (var id in (long[])[1, 2])
        {
            ExpectHashes(await world.NoteAsync(id), before.HashOf(EpochOf(id).End), after.HashOf(EpochOf(id).End));
            (await world.StateOfAsync(id)).Should().Be("submitted");
        }

        world.Messages.Count(static message => message.StartsWith("1124 ", StringComparison.Ordinal)).Should().Be(2);
    }

    [Fact]
    public async Task Aggregates_over_an_epoch_that_is_built_anew_are_those_of_an_undisturbed_chain()
    {
        await using var world = new ForkWorld(withAggregates: true);
        world.Tell(ScriptedBlocks.Genesis.UpTo(HeadOf(3)));
        world.Run(null, 3);
        await world.HeldAsync(3);
        var before = await world.TextsAsync(3);
        var after = world.Chain.Fork(EpochOf(3).Begin, "other").UpTo(HeadOf(5), "other");
        world.Tell(after);
        await world.UntilAsync(async () => await world.StateOfAsync(3) == "rebuilt");
        world.Protocol.LetGo(3);
        await world.EndedAsync(5);

        await using var undisturbed = new ForkWorld(withAggregates: true);
        undisturbed.Tell(after);
        undisturbed.Run();
        await undisturbed.EndedAsync(5);
        for (var id = 1; id <= 5; id++) (await world.TextsAsync(id)).Should().BeEquivalentTo(await undisturbed.TextsAsync(id), $"it is epoch {id}");
        (await world.TextsAsync(3)).Should().HaveCount(6).And.NotBeEquivalentTo(before);
    }

    [Fact]
    public async Task A_fork_that_one_of_two_endpoints_tells_of_is_not_believed_and_the_other_one_is_asked()
    {
        await using var world = new ForkWorld();
        var before = await StandAsync(world, hold: 2);
        world.Tell(before.Fork(EpochOf(2).End, "lie").UpTo(HeadOf(3), "lie"), "a");
        world.Tell(before.UpTo(HeadOf(3)), "b");
        await world.UntilAsync(async () => await world.Rig.State.CurrentEpochAsync(default) is { Epoch.Id: 3 });
        world.Protocol.LetGo(2);
        await world.EndedAsync(3);

        await world.ExpectAsync(2, before);
        await world.ExpectAsync(3, before.UpTo(HeadOf(3)));
        (await world.NoteAsync(2)).Should().BeNull();
        world.Rpc.Endpoints.Single(static endpoint => endpoint.Alias == "a").Should().Match<EndpointStatus>(static status => status.State == EndpointState.Down && status.FailingMethods.Contains("chain"));
        world.Messages.Should().Contain(static message => message.Contains("is not believed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parent_that_nobody_tells_of_when_asked_changes_nothing_and_the_epoch_is_read_again()
    {
        await using var world = new ForkWorld();
        var before = await StandAsync(world);
        await world.EndedAsync(2);
        world.Tell(before.UpTo(HeadOf(3)) with { Orphan = EpochOf(3).Begin });
        await world.UntilAsync(() => Task.FromResult(world.Messages.Any(static message => message.Contains("no endpoint tells of others", StringComparison.Ordinal))));
        world.Tell(before.UpTo(HeadOf(3)));
        await world.EndedAsync(3);

        (await world.NoteAsync(2)).Should().BeNull();
        await world.ExpectAsync(3, world.Chain);
    }

    [Fact]
    public async Task Two_of_three_endpoints_are_believed_and_the_third_one_is_asked_last()
    {
        await using var world = new ForkWorld(false, 64, "a", "b", "c");
        var before = await StandAsync(world, hold: 2);
        var after = before.Fork(EpochOf(2).End, "other").UpTo(HeadOf(3), "other");
        world.Tell(before.UpTo(HeadOf(3)), "c");
        world.Tell(after, "a", "b");

        await world.UntilAsync(async () => await world.StateOfAsync(2) == "rebuilt");
        world.Protocol.LetGo(2);
        await world.EndedAsync(3);
        await world.ExpectAsync(2, after);
        await world.ExpectAsync(3, after);
        world.Messages.Where(static message => message.StartsWith("906 ", StringComparison.Ordinal)).Should().NotBeEmpty().And.OnlyContain(static message => message.Contains("'c'"));
    }

    [Theory]
    [InlineData(3, "a")]
    [InlineData(8, "a", "b")]
    public async Task What_one_endpoint_alone_tells_is_believed_after_it_told_the_same_often_enough(int looks, params string[] endpoints)
    {
        await using var world = new ForkWorld(false, 64, endpoints);
        var before = await StandAsync(world, hold: 2);
        foreach (var name in endpoints.Skip(1)) world.Silent.Add(name);
        var after = before.Fork(EpochOf(2).End, "other").UpTo(HeadOf(3), "other");
        world.Tell(after, "a");
        await world.UntilAsync(async () => await world.StateOfAsync(2) == "rebuilt");
        world.Protocol.LetGo(2);
        await world.EndedAsync(2);

        await world.ExpectAsync(2, after);
        world.RequestsTo("a").Count(static body => body.Contains(Chain.Falsifications.Quantity(EpochOf(1).End + 2), StringComparison.Ordinal)).Should().BeGreaterThanOrEqualTo(looks);
        world.Messages.Should().Contain(message => message.Contains($"told {looks} times in a row", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fork_deeper_than_the_horizon_is_told_and_the_new_chain_is_followed()
    {
        // The horizon is never below what the epochs in work have.
        const int Kept = 4 * Size;
        await using var world = new ForkWorld(horizon: 1);
        world.Tell(ScriptedBlocks.Genesis.UpTo(HeadOf(6)));
        world.Run();
        await world.EndedAsync(6);
        var before = world.Chain;
        var after = before.Fork(2, "other").UpTo(HeadOf(8), "other");
        world.Tell(after);
        await world.EndedAsync(8);

        await world.ExpectAsync(7, after);
        await world.ExpectAsync(8, after);
        for (var id = 1; id <= 6; id++)
        {
            await world.ExpectAsync(id, before);
            (await world.StateOfAsync(id)).Should().Be(EpochOf(id).End > EpochOf(6).End - Kept ? "submitted" : null);
        }

        world.Messages.Should().ContainSingle(static message => message.StartsWith("1122 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chain_that_comes_back_is_told_of_the_epoch_that_was_marked()
    {
        await using var world = new ForkWorld();
        var before = await StandAsync(world);
        await world.EndedAsync(2);
        world.Tell(before.Fork(EpochOf(2).End, "other").UpTo(HeadOf(3), "other"));
        await world.EndedAsync(3);
        (await world.StateOfAsync(2)).Should().Be("submitted");

        world.Tell(before.UpTo(HeadOf(4)));
        await world.EndedAsync(4);
        ((string)(await world.NoteAsync(2))!["reorganised"]!).Should().Contain("came back");
        await world.ExpectAsync(4, world.Chain);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kill_before_or_after_the_epochs_are_taken_back_changes_nothing_in_the_end(bool isAfter)
    {
        await using var world = new ForkWorld(withAggregates: true);
        world.Tell(ScriptedBlocks.Genesis.UpTo(HeadOf(2)));
        var death = new TaskCompletionSource();
        world.Run(store => new DyingState(store, isAfter, death), 2);
        await world.HeldAsync(2);
        var after = world.Chain.Fork(EpochOf(2).Begin, "other").UpTo(HeadOf(4), "other");
        world.Tell(after);
        await death.Task;
        await world.StopAsync();

        // Were it submitted before the fork is seen, it would be marked instead.
        world.Run(null, 2);
        await world.UntilAsync(async () => await world.StateOfAsync(2) == "rebuilt");
        world.Protocol.LetGo(2);
        await world.EndedAsync(4);
        for (var id = 1; id <= 4; id++) await world.ExpectAsync(id, after);
        (await world.Rig.Queue.PendingByEpochAsync(default)).Should().BeEmpty();
        (await world.Rig.State.SubmissionTotalsAsync(default)).Should().OnlyContain(static total => total.Successful == 4 && total.Missed == 0 && total.Incorrect == 0);
    }

    /// <summary>Runs until epoch 2 is built, and ended unless it is held.</summary>
    private static async Task<ScriptedBlocks> StandAsync(ForkWorld world, params long[] hold)
    {
        world.Tell(ScriptedBlocks.Genesis.UpTo(HeadOf(2)));
        world.Run(null, hold);
        if (hold.Length > 0) await world.HeldAsync(2);
        await world.EndedAsync(1);
        return world.Chain;
    }

    private static void ExpectHashes(JsonNode? note, Hash32 before, Hash32 after)
    {
        ((string)note!["old_hash"]!).Should().Be(before.ToString());
        ((string)note["new_hash"]!).Should().Be(after.ToString());
        ((string)note["reorganised"]!).Should().Contain(before.ToString()).And.Contain(after.ToString());
    }

    /// <summary>The process dies before or after epochs are taken back: nothing is written from then on.</summary>
    private sealed class DyingState(IStateStore inner, bool isAfter, TaskCompletionSource death) : DelegatingState(inner)
    {
        public override async ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken)
        {
            if (!death.Task.IsCompleted && change.Forked.Count == 0) return await base.CommitAsync(change, cancellationToken);
            if (isAfter && !death.Task.IsCompleted) await base.CommitAsync(change, CancellationToken.None);
            death.TrySetResult();
            throw new StorageException("It died here.");
        }
    }
}
