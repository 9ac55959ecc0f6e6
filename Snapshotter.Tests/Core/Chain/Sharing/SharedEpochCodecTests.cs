using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Core.Chain.Sharing;

public sealed class SharedEpochCodecTests
{
    [Fact]
    public async Task An_epoch_is_read_as_it_was_written()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        await ChainBench.ReservesAsync(await bench.ReadAsync(2), ChainBench.DaiWeth);
        var shared = (await bench.ReadAsync(3)).Share() with { Mismatches = [new ViewMismatch("getReserves", ChainBench.UniDai, 530, "1, 2", "größer")] };

        var read = SharedEpochCodec.Read(SharedEpochCodec.Write(shared))!;

        read.Epoch.Should().Be(shared.Epoch);
        read.Headers.Should().BeEquivalentTo(shared.Headers, static options => options.WithStrictOrdering());
        read.Logs.Should().BeEquivalentTo(shared.Logs, static options => options.WithStrictOrdering());
        read.Calls.Select(static call => (call.Key, Convert.ToHexString(call.Value.Span))).Should().Equal(shared.Calls.Select(static call => (call.Key, Convert.ToHexString(call.Value.Span))));
        read.Mismatches.Should().Equal(shared.Mismatches);
        read.Logs.Sum(static logs => logs.Entries.Count).Should().BeGreaterThan(0);
        read.Calls.Should().NotBeEmpty();
        read.Headers.Should().HaveCount(10);
    }

    [Fact]
    public async Task Whatever_is_cut_off_or_changed_is_refused_or_read_but_never_anything_else()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        var bytes = SharedEpochCodec.Write((await bench.ReadAsync(2)).Share());
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var length = random.Next(bytes.Length);
            FluentActions.Invoking(() => SharedEpochCodec.Read(bytes[..length])).Should().Throw<InvalidDataException>();
            var changed = (byte[])bytes.Clone();
            for (var n = 0; n < 3; n++) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                SharedEpochCodec.Read(changed);
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public async Task What_another_release_wrote_is_left_alone()
    {
        await using var bench = new ChainBench();
        var bytes = SharedEpochCodec.Write((await bench.ReadAsync(1)).Share());
        bytes[0] += 2;
        SharedEpochCodec.Read(bytes).Should().BeNull();
    }

    [Fact]
    public void Wishes_are_read_as_they_were_written_but_for_views_that_are_not_known()
    {
        var (pair, other) = (ChainBench.UsdcWeth, ChainBench.DaiWeth);
        var known = PairContract.Reserves;
        var stranger = new EventSourcedView<string>("stranger", new byte[] { 1, 2, 3, 4 }, static _ => "", known.Signature, static _ => "");
        var logs = new Dictionary<Address, IReadOnlyList<Hash32>> { [pair] = [known.Signature], [other] = [known.Signature, default] };
        var views = new[] { new ViewKey(known, pair), new ViewKey(stranger, other) };
        var wishes = new EpochLesson(7, logs, views, [new EpochCall(pair, new byte[] { 9, 9, 9, 9 }, 3)], AllReceipts: false, RolledViews.None);

        var read = WishesCodec.Read(WishesCodec.Write(wishes), new KnownViews().With(known))!;

        (read.EpochId, read.AreHabits, read.AllReceipts).Should().Be((7, true, false));
        read.Logs.Should().BeEquivalentTo(wishes.Logs);
        read.Views.Should().Equal(new ViewKey(known, pair));
        read.Calls.Should().Equal(wishes.Calls);
    }
}
