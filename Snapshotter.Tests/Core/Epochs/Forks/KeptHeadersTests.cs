using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Core.Epochs.Forks;

public sealed class KeptHeadersTests
{
    private static readonly ScriptedBlocks Trunk = ScriptedBlocks.Genesis.UpTo(100);

    [Fact]
    public void Epochs_one_after_another_are_kept_as_far_as_the_horizon()
    {
        var kept = KeptHeaders.Empty;
        for (var first = 1L; first <= 91; first += 10)
        {
            kept.Fit(Headers(Trunk, first, first + 9)).Should().BeTrue();
            kept = kept.With(Headers(Trunk, first, first + 9), most: 25);
        }

        (kept.First, kept.Last).Should().Be((76, 100));
        kept.At(76).Should().Be(Trunk.HashOf(76));
        kept.At(75).Should().BeNull();
    }

    [Fact]
    public void A_gap_begins_the_chain_anew_and_an_epoch_of_long_ago_changes_nothing()
    {
        var kept = KeptHeaders.Empty.With(Headers(Trunk, 1, 10), 64);
        kept = kept.With(Headers(Trunk, 21, 30), 64);
        (kept.First, kept.Last).Should().Be((21, 30));
        kept.With(Headers(Trunk, 1, 10), 64).Should().BeSameAs(kept);
    }

    [Fact]
    public void Headers_of_another_fork_do_not_fit_wherever_they_begin()
    {
        var kept = KeptHeaders.Empty.With(Headers(Trunk, 1, 30), 64);
        var other = Trunk.Fork(25, "other");
        kept.Fit(Headers(other, 31, 40)).Should().BeFalse("the parent is another one");
        kept.Fit(Headers(other, 21, 30)).Should().BeFalse("blocks are others");
        kept.Fit(Headers(other, 11, 20)).Should().BeTrue("both have these");
        kept.Fit(Headers(other, 41, 50)).Should().BeTrue("nothing can be told over a gap");
    }

    [Fact]
    public void What_is_kept_is_read_back_as_it_was()
    {
        var history = new SourceHistory(
            KeptHeaders.Empty.With(Headers(Trunk, 1, 30), 20), [new RebuildEpoch(new Snapshotter.Core.Epochs.Epoch(3, 21, 30), Trunk.HashOf(30))]);
        SourceHistoryJson.Read(SourceHistoryJson.Write(history)).Should().BeEquivalentTo(history);
        SourceHistoryJson.Write(history).Length.Should().BeLessThan(1200, "a block takes 43 bytes");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"first":1,"hashes":"AAAA","rebuilds":[]}""")]
    public void What_is_damaged_is_refused_with_the_next_step(string text)
    {
        var reading = () => SourceHistoryJson.Read(System.Text.Encoding.UTF8.GetBytes(text));
        reading.Should().Throw<InvalidDataException>().WithMessage("*restore a backup*");
    }

    private static BlockHeader[] Headers(ScriptedBlocks blocks, long first, long last) =>
        [.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(number => new BlockHeader(number, blocks.HashOf(number), blocks.HashOf(number - 1), 0, [], []))];
}
