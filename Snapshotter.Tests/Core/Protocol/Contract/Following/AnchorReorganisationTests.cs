using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Ethereum.Models;
using Snapshotter.Tests.Ethereum.JsonRpc;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

public sealed class AnchorReorganisationTests
{
    [Fact]
    public async Task A_block_of_the_other_chain_among_those_that_were_seen_does_not_hide_for_long_where_both_part()
    {
        var before = AnchorBlocks.Genesis.UpTo(25);
        var after = before.Fork(22, "other").UpTo(30, "other");
        using var endpoints = new ScriptedEndpoints();
        foreach (var name in new[] { "a", "b" }) endpoints.On(name, body => ScriptedEndpoints.Json(ScriptedEndpoints.AnswerAll(body, after.Answer)));
        using var client = Clients.Create(Clients.Options("a", "b"), endpoints);
        var reorganisation = new AnchorReorganisation(new AnchorRpc(client), new ProtocolOptions(), NullLogger<AnchorReorganisation>.Instance);
        var cursor = new AnchorCursor(25, before.Blocks.HashOf(25), [new AppliedBlock(20, before.Blocks.HashOf(20), [])]);
        reorganisation.Saw(28, after.Blocks.HashOf(28));
        var newest = new BlockHeader(30, after.Blocks.HashOf(30), after.Blocks.HashOf(29), 0, [], []);

        var first = () => reorganisation.SettleAsync(cursor, newest, default).AsTask();
        (await first.Should().ThrowAsync<AnchorForkException>()).Which.Message.Should().Contain("no endpoint tells of others");

        (await reorganisation.SettleAsync(cursor, newest, default)).Cursor.Number.Should().Be(20);
    }
}
