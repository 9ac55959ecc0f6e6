using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class BatchTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Address Market => rig.Market.Address;

    [Fact]
    public async Task A_batch_makes_its_snapshots_pending()
    {
        await rig.ReleaseAsync();

        var receipt = await rig.SubmitAsync("batch", ["a", "b"]);

        rig.State.EventsOf(receipt).Should().Equal($"SnapshotBatchSubmitted({Market}, batch, 1)");
        receipt.Logs[0].Topics[0].Should().Be(Hash32.Parse("0xcbd08c0021940d15cc732c670afbb27d5170795ee3a4ba0e47368452fae58c5d"));
        (await rig.StatusAsync("a")).Should().Be("0 cid-a");
        (await rig.State.ReadAsync("maxSnapshotsCid", Market, "b", 1)).Should().Equal("cid-b", System.Numerics.BigInteger.Zero);
        (await rig.State.ListAsync("batchCidToProjects", Market, "batch")).Should().Equal("a", "b");
        (await rig.State.ListAsync("epochIdToBatchCids", Market, 1)).Should().Equal("batch");
        (await rig.State.ReadAsync<byte[]>("batchCidSequencerAttestation", Market, "batch")).Should().Equal(V2Rig.Root.Bytes.ToArray());
        (await rig.State.ReadAsync<bool>("batchCidAttestationStatus", Market, "batch")).Should().BeFalse();
        (await rig.State.NumberAsync("projectFirstEpochId", Market, "a")).Should().Be(1);
        (await rig.State.NumberAsync("lastSequencerFinalizedSnapshot", Market, "a")).Should().Be(1);
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Market, "a")).Should().Be(0);
    }

    [Fact]
    public async Task Only_a_sequencer_hands_in_and_ends()
    {
        await rig.AllowAsync(1);
        await rig.ReleaseAsync();
        foreach (var account in new[] { rig.ProtocolOwner, rig.MarketOwner, rig.EpochManager, rig.Validators[0], rig.Stranger })
        {
            await rig.State.RefusesAsync("E04", account, "submitSubmissionBatch", rig.Batch("batch", ["a"]));
            await rig.State.RefusesAsync("E04", account, "endBatchSubmissions", Market, 1);
        }
    }

    [Fact]
    public async Task The_last_block_of_the_window_counts_and_a_later_batch_leaves_no_trace()
    {
        var released = (await rig.ReleaseAsync()).BlockNumber;
        await rig.Chain.BeforeBlockAsync(released + V2Rig.BatchWindow);

        rig.State.EventsOf(await rig.SubmitAsync("last", ["a"])).Should().Equal($"SnapshotBatchSubmitted({Market}, last, 1)");
        var late = await rig.SubmitAsync("late", ["b"]);

        rig.State.EventsOf(late).Should().Equal($"DelayedBatchSubmitted({Market}, late, 1)");
        late.Logs[0].Topics[0].Should().Be(Hash32.Parse("0xa48b3f37894ae648db7ab45db773764cc131b15cb19978e17da7bcd79eaf64be"));
        (await rig.StatusAsync("b")).Should().Be("none");
        (await rig.State.ListAsync("epochIdToBatchCids", Market, 1)).Should().Equal("last");
    }

    [Fact]
    public async Task A_batch_of_an_epoch_that_was_not_released_is_late_even_on_a_young_chain()
    {
        await rig.State.SendAsync(rig.MarketOwner, "updateAttestationSubmissionWindow", Market, 1_000_001);
        await rig.State.SendAsync(rig.MarketOwner, "updateBatchSubmissionWindow", Market, 1_000_000);

        rig.State.EventsOf(await rig.SubmitAsync("early", ["a"], epochId: 1)).Should().Equal($"DelayedBatchSubmitted({Market}, early, 1)");
    }

    [Fact]
    public async Task A_batch_has_a_snapshot_for_each_project_and_a_root()
    {
        await rig.ReleaseAsync();

        await rig.State.RefusesAsync("E23", rig.Sequencer, "submitSubmissionBatch", Market, "batch", 1, new[] { "a", "b" }, new[] { "cid" }, V2Rig.Root);
        await rig.State.RefusesAsync("E24", rig.Sequencer, "submitSubmissionBatch", Market, "batch", 1, Array.Empty<string>(), Array.Empty<string>(), V2Rig.Root);
        await rig.State.RefusesAsync("E45", rig.Sequencer, "submitSubmissionBatch", Market, "batch", 1, new[] { "a" }, new[] { "cid" }, default(Hash32));
    }

    [Fact]
    public async Task A_project_is_in_one_batch_of_an_epoch()
    {
        await rig.ReleaseAsync();
        await rig.SubmitAsync("batch", ["a", "b"]);

        await rig.State.RefusesAsync("E25", rig.Sequencer, "submitSubmissionBatch", rig.Batch("batch", ["a", "b"]));
        await rig.State.RefusesAsync("E25", rig.Sequencer, "submitSubmissionBatch", rig.Batch("other", ["c", "b"]));
        await rig.State.RefusesAsync("E25", rig.Sequencer, "submitSubmissionBatch", rig.Batch("other", ["c", "c"]));
        (await rig.StatusAsync("c")).Should().Be("none", "one project that is there already refuses the whole batch");

        await rig.ReleaseAsync();
        await rig.SubmitAsync("next", ["a", "b"], epochId: 2);
        (await rig.State.NumberAsync("projectFirstEpochId", Market, "a")).Should().Be(1);
        (await rig.State.NumberAsync("lastSequencerFinalizedSnapshot", Market, "a")).Should().Be(2);
    }

    [Fact]
    public async Task The_cid_of_a_batch_is_used_once()
    {
        await rig.ReleaseAsync();
        await rig.ReleaseAsync();
        await rig.SubmitAsync("batch", ["a"]);

        await rig.State.RefusesAsync("E49", rig.Sequencer, "submitSubmissionBatch", rig.Batch("batch", ["b"]));
        await rig.State.RefusesAsync("E49", rig.Sequencer, "submitSubmissionBatch", rig.Batch("batch", ["a"], epochId: 2));
    }

    [Fact]
    public async Task An_epoch_ends_once_and_takes_no_batch_then()
    {
        await rig.ReleaseAsync();

        var receipt = await rig.State.SendAsync(rig.Sequencer, "endBatchSubmissions", Market, 1);

        rig.State.EventsOf(receipt).Should().Equal($"BatchSubmissionsCompleted({Market}, 1)");
        receipt.Logs[0].Topics[0].Should().Be(Hash32.Parse("0x5ed90e6a0e12831302fecf13a2cc6f7e9439fed821340d0bddc4ae305dbf9c30"));
        (await rig.Market.ReadAsync<bool>("epochIdToBatchSubmissionsCompleted", 1)).Should().BeTrue();
        await rig.State.RefusesAsync("E43", rig.Sequencer, "submitSubmissionBatch", rig.Batch("batch", ["a"]));
        await rig.State.RefusesAsync("E39", rig.Sequencer, "endBatchSubmissions", Market, 1);
    }

    [Fact]
    public async Task Markets_do_not_share_batches()
    {
        await rig.ReleaseAsync();
        await rig.SubmitAsync("batch", ["a"]);
        var other = await rig.CreateMarketAsync();
        await rig.State.SendAsync(rig.EpochManager, "releaseEpoch", other.Address, 1, 10);

        var receipt = await rig.State.SendAsync(rig.Sequencer, "submitSubmissionBatch", other.Address, "batch", 1, new[] { "a" }, new[] { "cid-a" }, V2Rig.Root);

        rig.State.EventsOf(receipt).Should().Equal($"SnapshotBatchSubmitted({other.Address}, batch, 1)");
    }
}
