using Snapshotter.Api.SyntheticChains;
using static Snapshotter.Tests.Core.Epochs.Forks.ForkWorld;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>The chain grows and is reorganised by lot, again and again, while submissions are held back or not and the node is restarted.</summary>
public sealed class RandomForksTests
{
    private const int Epochs = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_the_forks_the_end_is_the_final_chain_but_for_what_was_submitted_before(ulong seed)
    {
        var lots = new Lots(seed);
        await using var world = new ForkWorld();
        long[] held = [.. Enumerable.Range(1, Epochs).Where(_ => lots.Chance(500)).Select(static id => (long)id)];
        var told = new List<ScriptedBlocks> { ScriptedBlocks.Genesis.UpTo(HeadOf(1)) };
        world.Tell(told[0]);
        world.Run(null, held);
        while (world.Chain.Head < HeadOf(Epochs))
        {
            await StepAsync(world, lots, told, held);
        }

        // Whatever was told last is noticed with the epoch after it.
        var final = world.Chain.UpTo(HeadOf(Epochs + 1), "end");
        world.Tell(final);
        foreach (var id in held) world.Protocol.LetGo(id);
        for (var id = 1; id <= Epochs + 1; id++) await world.EndedAsync(id);

        for (var id = 1; id <= Epochs + 1; id++)
        {
            var (state, note) = (await world.StateOfAsync(id), await world.NoteAsync(id));
            var epoch = (await world.Rig.State.EpochAsync(id, default))!;
            if (state == "submitted" && epoch.EndHash != final.HashOf(EpochOf(id).End))
            {
                ((string)note!["old_hash"]!).Should().Be(epoch.EndHash.ToString());
                ((string)note["new_hash"]!).Should().Be(final.HashOf(EpochOf(id).End).ToString());
                await world.ExpectAsync(id, told.First(chain => chain.Head >= EpochOf(id).End && chain.HashOf(EpochOf(id).End) == epoch.EndHash));
            }
            else
            {
                epoch.EndHash.Should().Be(final.HashOf(EpochOf(id).End), $"epoch {id} is {state}");
                await world.ExpectAsync(id, final);
            }
        }

        (await world.Rig.State.SubmissionTotalsAsync(default)).Should().OnlyContain(static total => total.Successful == Epochs + 1 && total.Missed == 0 && total.Incorrect == 0);
        (await world.Rig.Queue.DeadAsync(1, default)).Should().BeEmpty();
    }

    private static async Task StepAsync(ForkWorld world, Lots lots, List<ScriptedBlocks> told, long[] held)
    {
        switch (lots.Below(4))
        {
            case 0:
                var from = Math.Max(1, world.Chain.Head - lots.Below(12));
                told.Add(world.Chain.Fork(from, $"fork {told.Count}").UpTo(world.Chain.Head + 1, $"fork {told.Count}"));
                world.Tell(told[^1]);
                break;
            case 1 when held.Length > 0:
                world.Protocol.LetGo(lots.OneOf(held));
                break;
            case 2 when lots.Chance(300):
                await world.StopAsync();
                world.Run(null, held);
                break;
            default:
                told.Add(world.Chain.UpTo(world.Chain.Head + lots.Between(1, Size), $"growth {told.Count}"));
                world.Tell(told[^1]);
                var released = (world.Chain.Head - HeadOffset) / Size;

                // Sometimes the node has seen it before more happens, as far as it goes on while submissions are held back.
                if (lots.Chance(600) && released >= 1 && held.All(id => id > released)) await world.EndedAsync(released);
                break;
        }
    }
}
