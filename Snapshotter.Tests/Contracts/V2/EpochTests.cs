using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class EpochTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Address Market => rig.Market.Address;

    [Fact]
    public async Task A_release_is_told_and_recorded()
    {
        var receipt = await rig.State.SendAsync(rig.EpochManager, "releaseEpoch", Market, 101, 110);

        rig.State.EventsOf(receipt).Should().Equal($"EpochReleased({Market}, 1, 101, 110)");
        receipt.Logs[0].Topics[0].Should().Be(Hash32.Parse("0xf7d2257d4a1c445138ab52bd3c22425bfed29da81d0173961c697dc14fcba60c"));
        (await rig.State.ReadAsync("currentEpoch", Market)).Should().Equal((BigInteger)101, (BigInteger)110, BigInteger.One);
        (await rig.Market.ReadAsync("currentEpoch")).Should().Equal((BigInteger)101, (BigInteger)110, BigInteger.One);
        var info = await rig.State.ReadAsync("epochInfo", Market, 1);
        info.Get<BigInteger>("blocknumber").Should().Be(receipt.BlockNumber);
        info.Get<BigInteger>("epochEnd").Should().Be(110);
        (await rig.Market.ReadAsync("epochInfo", 1)).Should().Equal(info);
    }

    [Fact]
    public async Task Only_the_epoch_manager_releases_and_only_the_owner_skips()
    {
        foreach (var account in new[] { rig.ProtocolOwner, rig.MarketOwner, rig.Sequencer, rig.Stranger }) await rig.State.RefusesAsync("E05", account, "releaseEpoch", Market, 1, 10);
        foreach (var account in new[] { rig.ProtocolOwner, rig.EpochManager, rig.Stranger }) await rig.State.RefusesAsync("E03", account, "forceSkipEpoch", Market, 1, 10);
    }

    [Theory]
    [InlineData(110, 101, "E20")]
    [InlineData(101, 111, "E21")]
    [InlineData(112, 121, "E22")]
    public async Task Epochs_have_their_size_and_follow_one_another(long begin, long end, string reason)
    {
        await rig.State.SendAsync(rig.EpochManager, "releaseEpoch", Market, 91, 100);

        await rig.State.RefusesAsync(reason, rig.EpochManager, "releaseEpoch", Market, begin, end);
        await rig.State.RefusesAsync(reason, rig.MarketOwner, "forceSkipEpoch", Market, begin, end);
    }

    [Fact]
    public async Task A_day_begins_with_the_epoch_after_the_last_of_the_day_before()
    {
        (await rig.State.NumberAsync("epochsInADay", Market)).Should().Be(3);
        for (var epoch = 1; epoch <= 3; epoch++) rig.State.EventsOf(await rig.ReleaseAsync()).Should().HaveCount(1);
        (await rig.State.NumberAsync("dayCounter", Market)).Should().Be(1);

        var receipt = await rig.ReleaseAsync();

        rig.State.EventsOf(receipt).Should().Equal($"EpochReleased({Market}, 4, 31, 40)", $"DayStartedEvent({Market}, 2)");
        receipt.Logs[1].Topics[0].Should().Be(Hash32.Parse("0x9bf380fe36617cd5d995968abb4ae6d3657a763c126535d590b4503ff2542426"));
        (await rig.State.NumberAsync("dayCounter", Market)).Should().Be(2);
        rig.State.EventsOf(await rig.ReleaseAsync()).Should().HaveCount(1);
    }

    [Fact]
    public async Task Days_of_one_epoch_begin_with_each_epoch()
    {
        await rig.State.SendAsync(rig.MarketOwner, "updateDaySize", Market, V2Rig.DaySize / 3);
        rig.State.EventsOf(await rig.ReleaseAsync()).Should().HaveCount(1, "the first epoch is of the first day");

        rig.State.EventsOf(await rig.ReleaseAsync()).Should().Contain($"DayStartedEvent({Market}, 2)");
        rig.State.EventsOf(await rig.ReleaseAsync()).Should().Contain($"DayStartedEvent({Market}, 3)");
    }

    [Fact]
    public async Task A_day_shorter_than_an_epoch_is_as_long_as_one()
    {
        await rig.State.SendAsync(rig.MarketOwner, "updateDaySize", Market, 1);

        (await rig.State.NumberAsync("epochsInADay", Market)).Should().Be(1);
        await rig.ReleaseAsync();
        rig.State.EventsOf(await rig.ReleaseAsync()).Should().Contain($"DayStartedEvent({Market}, 2)");
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(12, 5)]
    public async Task A_skip_crosses_as_many_days_as_lie_between(int skipped, long day)
    {
        await rig.ReleaseAsync();

        var receipt = await rig.State.SendAsync(rig.MarketOwner, "forceSkipEpoch", Market, 1 + (skipped * 10), 10 + (skipped * 10));

        rig.State.EventsOf(receipt)[0].Should().Be($"EpochReleased({Market}, {1 + skipped}, {1 + (skipped * 10)}, {10 + (skipped * 10)})");
        rig.State.EventsOf(receipt).Skip(1).Should().Equal(day == 1 ? [] : [$"DayStartedEvent({Market}, {day})"]);
        (await rig.State.NumberAsync("dayCounter", Market)).Should().Be(day);
    }

    [Fact]
    public async Task Where_the_block_number_is_the_id_the_first_epoch_is_of_the_first_day()
    {
        var market = await rig.CreateMarketAsync(epochSize: 1, idIsBlock: true);
        await rig.State.SendAsync(rig.MarketOwner, "updateDaySize", market.Address, 3 * 120_000);

        rig.State.EventsOf(await rig.State.SendAsync(rig.EpochManager, "releaseEpoch", market.Address, 17_686_113, 17_686_113)).Should().Equal($"EpochReleased({market.Address}, 17686113, 17686113, 17686113)");
        rig.State.EventsOf(await rig.State.SendAsync(rig.EpochManager, "releaseEpoch", market.Address, 17_686_114, 17_686_114)).Should().Contain($"DayStartedEvent({market.Address}, 2)", "(id - 1) / 3 goes up here");
    }
}
