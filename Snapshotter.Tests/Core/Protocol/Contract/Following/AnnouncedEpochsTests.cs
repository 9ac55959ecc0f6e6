using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Storage;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

/// <summary>What a host that gets the turn to detect begins with: what was told and released while another one had it, or nobody.</summary>
public sealed class AnnouncedEpochsTests
{
    private static readonly Epoch First = EpochOf(1);

    [Fact]
    public async Task What_others_released_meanwhile_stays_and_what_was_announced_since_is_asked_for()
    {
        await using var world = await StandAsync();
        var others = EpochsFrom(2, 3).Select(static epoch => Make.Released(epoch.Id)).ToArray();
        await world.State.CommitAsync(new StateChange { Released = others }, default);
        world.Contract(EpochsFrom(2, 3, 4));
        world.Begin();

        var fourth = await world.ReleasedAsync(4);

        fourth.Epoch.Should().Be(EpochOf(4));
        fourth.AnchorBlock.Should().Be(504);
        (await world.State.EpochAsync(2, default)).Should().Be(others[0]);
        (await world.State.EpochAsync(3, default)).Should().Be(others[1]);
    }

    [Fact]
    public async Task What_was_told_at_an_earlier_turn_is_asked_for_again()
    {
        await using var world = await StandAsync();
        world.Announce(EpochOf(2));
        var instead = new Epoch(2, 41, 50);
        world.Contract(instead);
        world.Begin();

        (await world.ReleasedAsync(2)).Epoch.Should().Be(instead);
    }

    [Fact]
    public async Task What_another_host_took_back_is_released_again_first()
    {
        await using var world = await StandAsync();
        var old = (await world.State.EpochAsync(1, default))!.EndHash;
        await new SourceHistoryStore(world.State, new SourceChainOptions(), new EpochOptions()).CommitAsync(
            new StateChange { Forked = [new ForkedEpoch(1, old, Keccak256.Hash("other"), IsRebuilt: true)] }, new SourceHistory(KeptHeaders.Empty, [new RebuildEpoch(First, old)]), default);
        (await world.State.EpochAsync(1, default))!.EndHash.IsZero.Should().BeTrue();
        world.Begin();

        (await world.ReleasedAsync(1)).Epoch.Should().Be(First);
    }

    [Fact]
    public async Task A_node_that_died_before_its_first_release_releases_what_it_had_read_of()
    {
        await using var world = new AnnouncedWorld(sourceHead: 60);
        world.Contract(EpochsFrom(1, 2));
        await new AnchorCursorStore(world.State).SaveAsync(new AnchorCursor(9, Keccak256.Hash("9"), [new AppliedBlock(8, Keccak256.Hash("8"), [AnnouncedWorld.ReleaseOf(First)])]), new StateChange(), default);
        world.Begin();

        (await world.ReleasedAsync(1)).Epoch.Should().Be(First);
    }

    [Fact]
    public async Task The_first_epoch_of_a_new_node_is_the_first_one_after_it_began_though_its_event_was_left_out()
    {
        await using var world = new AnnouncedWorld(sourceHead: 60);
        world.Contract(EpochsFrom(1, 2));
        await new AnchorCursorStore(world.State).BeginAsync(new AnchorCursor(9, Keccak256.Hash("9"), []), joinedAfter: 1, default);
        world.Begin();
        world.Contract(EpochOf(3));
        world.Announce(EpochOf(4));

        (await world.ReleasedAsync(2)).Epoch.Should().Be(EpochOf(2));
        (await world.State.EpochAsync(1, default)).Should().BeNull("it was released before");
    }

    [Fact]
    public async Task Where_it_is_not_known_what_was_released_before_the_first_announced_epoch_is_the_first()
    {
        await using var world = new AnnouncedWorld(sourceHead: 60);
        world.Contract(EpochsFrom(1, 2));
        world.Begin();
        world.Announce(EpochOf(3));

        (await world.ReleasedAsync(3)).Epoch.Should().Be(EpochOf(3));
        (await world.State.EpochAsync(2, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_contract_whose_epochs_have_another_size_is_refused_with_the_size_to_set()
    {
        await using var world = new AnnouncedWorld(sourceHead: 60) { EpochSize = 20 };

        await FluentActions.Awaiting(() => world.Epochs.RunAsync(default)).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("The contract's epochs have 20 blocks, Epochs:Size says 10: set it to 20.");
    }

    /// <summary>A host that released the first epoch and lost its turn.</summary>
    private static async Task<AnnouncedWorld> StandAsync()
    {
        var world = new AnnouncedWorld(sourceHead: 60);
        world.Begin();
        world.Announce(First);
        await world.ReleasedAsync(1);
        await world.EndAsync();
        return world;
    }

    private static Epoch EpochOf(long id) => new(id, (id * 10) + 1, (id * 10) + 10);

    private static Epoch[] EpochsFrom(params long[] ids) => [.. ids.Select(EpochOf)];
}
