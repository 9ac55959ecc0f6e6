using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V1;

public sealed class EpochTests(V1Rig rig) : IClassFixture<V1Rig>, IAsyncLifetime
{
    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_release_is_told_and_recorded()
    {
        var receipt = await rig.State.SendAsync(rig.Owner, "releaseEpoch", 17_000_001, 17_000_010);

        rig.State.EventsOf(receipt).Should().Equal("EpochReleased(1, 17000001, 17000010)");
        receipt.Logs[0].Topics[0].Should().Be(Hash32.Parse("0x108f87075a74f81fa2271fdf9fc0883a1811431182601fc65d24513970336640"));
        (await rig.State.ReadAsync("currentEpoch")).Should().Equal((BigInteger)17_000_001, (BigInteger)17_000_010, BigInteger.One);
        var info = await rig.State.ReadAsync("epochInfo", 1);
        info.Get<BigInteger>("blocknumber").Should().Be(receipt.BlockNumber);
        info.Get<BigInteger>("epochEnd").Should().Be(17_000_010);
        info.Get<BigInteger>("timestamp").Should().Be(rig.State.Abi.Event("EpochReleased").Decode(receipt.Logs[0].Topics, receipt.Logs[0].Data).Get<BigInteger>("timestamp"));
    }

    [Fact]
    public async Task Epochs_follow_one_another_without_gap_or_overlap()
    {
        await rig.State.SendAsync(rig.Owner, "releaseEpoch", 101, 110);

        await rig.State.RefusesAsync("E22", rig.Owner, "releaseEpoch", 101, 110);
        await rig.State.RefusesAsync("E22", rig.Owner, "releaseEpoch", 112, 121);
        await rig.State.RefusesAsync("E22", rig.Owner, "releaseEpoch", 110, 119);

        rig.State.EventsOf(await rig.State.SendAsync(rig.Owner, "releaseEpoch", 111, 120)).Should().Equal("EpochReleased(2, 111, 120)");
    }

    [Theory]
    [InlineData(110, 101, "E20")]
    [InlineData(101, 109, "E21")]
    [InlineData(101, 111, "E21")]
    public async Task An_epoch_has_the_size_that_was_agreed(long begin, long end, string reason)
    {
        await rig.State.RefusesAsync(reason, rig.Owner, "releaseEpoch", begin, end);
        await rig.State.RefusesAsync(reason, rig.Owner, "forceSkipEpoch", begin, end);
    }

    [Fact]
    public async Task An_epoch_beyond_64_bits_is_refused() =>
        await rig.State.RefusesAsync("E20", rig.Owner, "releaseEpoch", BigInteger.Pow(2, 64) - 9, BigInteger.Pow(2, 64));

    [Fact]
    public async Task Only_the_owner_and_validators_release_epochs()
    {
        await rig.State.RefusesAsync("neither owner nor validator", rig.Stranger, "releaseEpoch", 1, 10);

        await rig.State.SendAsync(rig.Owner, "updateValidators", new[] { rig.Stranger }, new[] { true });
        await rig.State.SendAsync(rig.Stranger, "releaseEpoch", 1, 10);

        await rig.State.SendAsync(rig.Owner, "updateValidators", new[] { rig.Stranger }, new[] { false });
        await rig.State.RefusesAsync("neither owner nor validator", rig.Stranger, "releaseEpoch", 11, 20);
    }

    [Fact]
    public async Task A_skip_leaves_out_whole_epochs_and_their_ids()
    {
        await rig.State.SendAsync(rig.Owner, "releaseEpoch", 1, 10);

        await rig.State.RefusesAsync("E22", rig.Owner, "forceSkipEpoch", 32, 41);
        await rig.State.RefusesAsync("E22", rig.Owner, "forceSkipEpoch", 1, 10);
        var receipt = await rig.State.SendAsync(rig.Owner, "forceSkipEpoch", 31, 40);

        rig.State.EventsOf(receipt).Should().Equal("EpochReleased(4, 31, 40)");
        (await rig.State.ReadAsync("epochInfo", 3)).Should().AllBeEquivalentTo(BigInteger.Zero);
        await rig.State.SendAsync(rig.Owner, "releaseEpoch", 41, 50);
    }

    [Fact]
    public async Task A_skip_before_the_first_epoch_is_the_first()
    {
        rig.State.EventsOf(await rig.State.SendAsync(rig.Owner, "forceSkipEpoch", 31, 40)).Should().Equal("EpochReleased(1, 31, 40)");
    }

    [Fact]
    public async Task Validators_do_not_skip()
    {
        await rig.State.SendAsync(rig.Owner, "updateValidators", new[] { rig.Stranger }, new[] { true });

        await rig.State.RefusesAsync("not the owner", rig.Stranger, "forceSkipEpoch", 31, 40);
    }

    [Fact]
    public async Task The_block_number_can_be_the_id()
    {
        var state = await rig.Chain.DeployAsync(ContractArtifact.ProtocolStateV1, 1, 1, 120_000, true);

        state.EventsOf(await state.SendAsync(rig.Owner, "releaseEpoch", 500, 500)).Should().Equal("EpochReleased(500, 500, 500)");
        await state.RefusesAsync("E22", rig.Owner, "releaseEpoch", 502, 502);
        state.EventsOf(await state.SendAsync(rig.Owner, "releaseEpoch", 501, 501)).Should().Equal("EpochReleased(501, 501, 501)");
        state.EventsOf(await state.SendAsync(rig.Owner, "forceSkipEpoch", 510, 510)).Should().Equal("EpochReleased(510, 510, 510)");
        (await state.ReadAsync<bool>("USE_BLOCK_NUMBER_AS_EPOCH_ID")).Should().BeTrue();
    }
}
