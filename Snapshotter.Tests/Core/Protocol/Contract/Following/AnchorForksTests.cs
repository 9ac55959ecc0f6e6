using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

/// <summary>Endpoints tell of different anchor chains. A decision is in block 21, and the chain has 25 blocks when it happens.</summary>
public sealed class AnchorForksTests
{
    private static readonly Cid First = Make.Cid("first");
    private static readonly Cid Second = Make.Cid("second");

    [Fact]
    public async Task A_reorganisation_that_one_of_two_endpoints_tells_of_undoes_nothing_and_the_other_one_is_asked()
    {
        await using var world = new AnchorWorld("a", "b");
        var chain = await StandAsync(world);
        world.Tell(chain.Fork(20, "lie").UpTo(30, "lie"), "a");
        await world.ToldAsync("1703 ");
        world.Tell(chain.UpTo(31), "b");
        await world.ReadAsync(31);

        (await world.State.FinalizedCidAsync(1, AnchorBlocks.Project, default)).Should().Be(First);
        world.Reorganisations.Should().Be(0);
        world.Messages.Should().Contain(static message => message.StartsWith("1703 ", StringComparison.Ordinal) && message.Contains("by 'a' block", StringComparison.Ordinal) && message.Contains("'b' does not agree", StringComparison.Ordinal));
        world.Messages.Should().NotContain(static message => message.StartsWith("1721 ", StringComparison.Ordinal) || message.StartsWith("1711 ", StringComparison.Ordinal));
        world.Rpc.Endpoints.Single(static endpoint => endpoint.Alias == "a").Should().Match<EndpointStatus>(static status => status.State == EndpointState.Down && status.FailingMethods.Contains("chain"));
        world.Progress.Now.AnchorFailure.Should().BeNull("the chain is read again");
    }

    [Fact]
    public async Task A_reorganisation_shows_also_where_an_endpoint_lacked_the_last_block_when_it_told_of_the_first_ones()
    {
        await using var world = new AnchorWorld("a", "b");
        var chain = await StandAsync(world);
        world.Lacks = chain.Head;
        var after = chain.Fork(21, "other").UpTo(30, "other");
        var before = world.RequestsTo("a").Count;
        world.Tell(after);
        await world.UntilAsync(() => Task.FromResult(world.RequestsTo("a").Count > before + 2));
        world.Lacks = null;

        await world.DecidedAsync(null);

        world.Reorganisations.Should().Be(1);
    }

    [Fact]
    public async Task A_reorganisation_between_two_requests_of_one_look_shows_with_the_next_one()
    {
        await using var world = new AnchorWorld("a", "b");
        var chain = await StandAsync(world);
        var after = chain.Fork(21, "other").UpTo(30, "other");
        await world.MeanwhileAsync(() =>
        {
            world.Tell(chain.UpTo(30));
            world.ToldWithLogs = after;
        });
        await world.ToldAsync("at one request and is");
        world.Tell(after);

        await world.DecidedAsync(null);

        world.Reorganisations.Should().Be(1);
    }

    [Fact]
    public async Task Where_reading_begins_is_kept_with_the_newest_epoch_that_was_released_by_then()
    {
        await using var world = new AnchorWorld("a");
        await world.ReadAsync(20);
        (await new AnchorCursorStore(world.State).JoinedAfterAsync(default)).Should().Be(0);
    }

    [Fact]
    public async Task A_shorter_chain_that_one_endpoint_tells_of_undoes_nothing()
    {
        await using var world = new AnchorWorld("a", "b");
        var chain = await StandAsync(world);
        world.Tell(chain.Fork(20, "lie").CutAt(24), "a");
        await world.ToldAsync("'b' does not agree");
        world.Tell(chain.UpTo(31), "b");
        await world.ReadAsync(31);

        (await world.State.FinalizedCidAsync(1, AnchorBlocks.Project, default)).Should().Be(First);
        world.Reorganisations.Should().Be(0);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(24)]
    public async Task What_two_endpoints_tell_is_believed_at_once_and_another_decision_takes_the_place_of_the_undone_one(long head)
    {
        await using var world = new AnchorWorld("a", "b", "c");
        var chain = await StandAsync(world);
        var after = head > chain.Head ? chain.Fork(21, "other").UpTo(head, "other") : chain.Fork(21, "other").CutAt(head);
        world.Tell(chain.CutAt(20), "c");
        world.Tell(after, "a", "b");
        await world.DecidedAsync(null);
        world.Tell(after.UpTo(32, "other").Deciding(Second), "a", "b");
        await world.DecidedAsync(Second);

        world.Reorganisations.Should().Be(1);
        world.Messages.Should().ContainSingle(static message => message.StartsWith("1721 ", StringComparison.Ordinal)).Which.Should().Contain("as a, b told");
        world.Messages.Should().NotContain(static message => message.StartsWith("1703 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, "a")]
    [InlineData(8, "a", "b")]
    public async Task What_one_endpoint_alone_tells_is_believed_after_it_told_the_same_often_enough_and_health_says_what_is_waited_for(int looks, params string[] endpoints)
    {
        await using var world = new AnchorWorld(endpoints);
        var chain = await StandAsync(world);
        foreach (var name in endpoints.Skip(1)) world.Silent[name] = 0;
        world.Tell(chain.Fork(21, "other").UpTo(30, "other"), "a");
        await world.UntilAsync(() => Task.FromResult(world.Progress.Now.AnchorFailure is not null));
        var waiting = HealthRules.Judge(world.Progress.Now, 0, new EpochOptions(), new HealthOptions(), world.Progress.Now.StartedAt).Single(static stage => stage.Stage == "ANCHOR_HEAD");
        waiting.Code.Should().Be("retrying");
        waiting.Sentence.Should().StartWith("anchor block 30 is of a fork that 'a' alone tells of").And.Contain($"told {looks} times in a row");
        await world.DecidedAsync(null);

        world.RequestsTo("a").Count(body => body.Contains(Chain.Falsifications.Quantity(21), StringComparison.Ordinal) && !body.Contains("eth_getLogs", StringComparison.Ordinal)).Should().Be(looks);
        world.Messages.Should().ContainSingle(static message => message.StartsWith("1721 ", StringComparison.Ordinal));
        await world.ReadAsync(30);
        world.Progress.Now.AnchorFailure.Should().BeNull();
    }

    [Fact]
    public async Task As_long_as_nothing_is_replaced_each_look_is_one_request_to_one_endpoint()
    {
        await using var world = new AnchorWorld("a", "b");
        var chain = await StandAsync(world);
        world.Tell(chain.UpTo(40));
        await world.ReadAsync(40);

        world.RequestsTo("b").Should().BeEmpty();
        world.RequestsTo("a").Skip(AnchorWorld.ToBegin).Should().OnlyContain(static body => body.Contains("latest", StringComparison.Ordinal) || body.Contains("eth_getLogs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_block_in_which_something_of_this_node_was_found_and_that_is_gone_is_told_without_undoing_what_others_read()
    {
        await using var world = new AnchorWorld("a", "b");
        var chain = await StandAsync(world);
        world.Head.Found(23, chain.Fork(23, "elsewhere").Blocks.HashOf(23));
        await world.UntilAsync(() => Task.FromResult(world.Reorganisations == 1));

        (await world.State.FinalizedCidAsync(1, AnchorBlocks.Project, default)).Should().Be(First);
        world.RequestsTo("b").Should().BeEmpty("nothing that was read does not fit");
    }

    [Fact]
    public async Task Who_gets_the_turn_back_reads_on_where_another_process_stopped()
    {
        await using var world = new AnchorWorld("a");
        var chain = AnchorBlocks.Genesis.UpTo(21).Deciding(First).UpTo(60);
        await world.ReadAsync(20);
        await world.PassTurnAsync(50, chain.Blocks.HashOf(50));
        world.Tell(chain);
        await world.ReadAsync(60);

        world.Tell(chain.UpTo(61));
        await world.ReadAsync(61);

        (await world.State.FinalizedCidAsync(1, AnchorBlocks.Project, default)).Should().BeNull("the other process has read block 21");
    }

    /// <summary>Follows until the decision is known and the blocks 24 and 25 were seen.</summary>
    private static async Task<AnchorBlocks> StandAsync(AnchorWorld world)
    {
        await world.ReadAsync(20);
        var chain = AnchorBlocks.Genesis.UpTo(21).Deciding(First).UpTo(24);
        world.Tell(chain);
        await world.DecidedAsync(First);
        await world.ReadAsync(24);
        world.Tell(chain.UpTo(25));
        await world.ReadAsync(25);
        return chain.UpTo(25);
    }
}
