using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

/// <summary>No event tells of the decision on this node's snapshot of epoch 1, in block 21. Epoch 3 is released in block 23, and with it the contract is asked.</summary>
public sealed class FinalityCatchUpTests
{
    private static readonly Cid Own = Make.Cid("own");
    private static readonly Cid Other = Make.Cid("other");

    /// <summary>The last one in which it can be submitted for epoch 1.</summary>
    private const long LastBlock = 25;

    private static readonly AnchorBlocks Chain = AnchorBlocks.Genesis.UpTo(21).DecidingUntold(Own).UpTo(23).Releasing(3).UpTo(25);

    [Fact]
    public async Task It_is_read_from_the_views_as_of_the_block_up_to_which_events_were_read()
    {
        await using var world = await StandAsync("a");

        (await EndAsync(world)).Should().ContainSingle().Which.Extra.Should().Contain(Own.ToString());
        world.State.DecisionsLookedUp.Should().ContainSingle("what is known of a decision is looked up once");
        world.RequestsTo("a").Skip(AnchorWorld.ToBegin).Where(static body => body.Contains("eth_call", StringComparison.Ordinal)).Should().ContainSingle("both views are asked together, and once")
            .Which.Should().Contain($$"""{"blockHash":"{{Chain.Blocks.HashOf(25)}}"}""");
    }

    [Fact]
    public async Task A_reorganisation_that_takes_it_back_undoes_it_and_what_is_decided_instead_counts()
    {
        await using var world = await StandAsync("a", "b");
        world.Tell(Chain.Fork(21, "fork").UpTo(26, "fork"));
        await world.DecidedAsync(null);
        (await EndAsync(world)).Should().BeEmpty();

        world.Tell(Chain.Fork(21, "fork").UpTo(26, "fork").Deciding(Other).UpTo(27, "fork"));
        await world.DecidedAsync(Other);
        (await EndAsync(world)).Should().ContainSingle().Which.Extra.Should().Contain(Other.ToString());
    }

    [Fact]
    public async Task A_reorganisation_of_later_blocks_has_it_read_again()
    {
        await using var world = await StandAsync("a", "b");
        var fork = Chain.Fork(24, "fork").UpTo(26, "fork");
        world.Tell(fork);
        await world.UntilAsync(() => Task.FromResult(world.RequestsTo("a").Any(body => body.Contains($$"""{"blockHash":"{{fork.Blocks.HashOf(26)}}"}""", StringComparison.Ordinal))));
        await world.DecidedAsync(Own);

        world.Reorganisations.Should().Be(1);
        (await EndAsync(world)).Should().ContainSingle();
    }

    [Fact]
    public async Task Where_nobody_knows_the_block_it_is_asked_for_again_with_the_next_one()
    {
        await using var world = new AnchorWorld("a");
        await BuiltAsync(world);
        await world.ReadAsync(20);
        world.Forgets = Chain.Blocks.HashOf(25);
        world.Tell(Chain);
        await world.ToldAsync("1742 ");
        await world.UntilAsync(() => Task.FromResult(world.RequestsTo("a").Count > 30));
        world.Messages.Count(static message => message.StartsWith("1742 ", StringComparison.Ordinal)).Should().Be(1);
        (await EndAsync(world)).Should().BeEmpty();

        world.Tell(Chain.UpTo(26));
        await world.DecidedAsync(Own);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_lookup_told_of_a_chain_that_is_gone_makes_room_for_the_decision(bool isTold)
    {
        await using var world = new AnchorWorld("a");
        await BuiltAsync(world);
        await world.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(1, AnchorBlocks.Project, Other)] }, default);
        await world.ReadAsync(20);
        world.Tell(isTold ? AnchorBlocks.Genesis.UpTo(21).Deciding(Own).UpTo(25) : Chain);

        await world.DecidedAsync(Own);
        (await EndAsync(world)).Should().ContainSingle();
        (await world.State.SubmissionReportsAsync(AnchorBlocks.Project, 1, default)).Should().ContainSingle().Which.Outcome.Should().Be(SubmissionOutcome.Successful);
    }

    [Fact]
    public async Task What_a_lookup_told_and_the_contract_does_not_hold_is_forgotten()
    {
        await using var world = new AnchorWorld("a");
        await BuiltAsync(world);
        await world.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(1, AnchorBlocks.Project, Other)] }, default);
        await world.ReadAsync(20);
        world.Tell(AnchorBlocks.Genesis.UpTo(23).Releasing(3).UpTo(25));

        await world.DecidedAsync(null);
    }

    [Fact]
    public async Task What_never_came_is_given_up_after_ten_further_epochs_with_the_reason()
    {
        await using var world = new AnchorWorld("a");
        await BuiltAsync(world);
        await world.ReadAsync(20);
        world.Tell(AnchorBlocks.Genesis.UpTo(23).Releasing(12).UpTo(25));

        await world.UntilAsync(async () => (await EndAsync(world)).Count == 1);
        (await EndAsync(world))[0].Error.Should().Be("Consensus did not decide within 10 further epochs.");
    }

    [Fact]
    public async Task What_can_still_be_submitted_for_is_not_given_up_however_many_epochs_follow()
    {
        await using var world = new AnchorWorld("a");
        await BuiltAsync(world);
        await world.ReadAsync(20);
        var open = AnchorBlocks.Genesis.UpTo(21).Releasing(12).UpTo(22);
        world.Tell(open);
        await world.ReadAsync(22);
        open = open.UpTo(23).Releasing(45).UpTo(LastBlock - 1);
        world.Tell(open);
        await world.ReadAsync(LastBlock - 1);
        world.Tell(open.DecidingUntold(Own).UpTo(LastBlock));

        await world.DecidedAsync(Own);
        (await EndAsync(world)).Should().ContainSingle().Which.Error.Should().BeNull();
    }

    private static async Task<AnchorWorld> StandAsync(params string[] endpoints)
    {
        var world = new AnchorWorld(endpoints);
        await BuiltAsync(world);
        await world.ReadAsync(20);
        world.Tell(Chain);
        await world.DecidedAsync(Own);
        return world;
    }

    private static async Task BuiltAsync(AnchorWorld world) => await world.State.CommitAsync(new StateChange
    {
        Released = [Make.Released(1) with { AnchorBlock = LastBlock - AnchorBlocks.Window }],
        Built = [new BuiltSnapshot(1, AnchorBlocks.Project, Own)],
    }, default);

    private static async Task<IReadOnlyList<Transition>> EndAsync(AnchorWorld world) =>
        [.. (await world.State.EpochReportsAsync(1, 1, default)).SelectMany(static report => report.Transitions).Where(static transition => transition.Stage == Stage.SnapshotFinalize)];
}
