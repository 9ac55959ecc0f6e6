using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class ResubmissionTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    private static readonly Hash32 Root = V2Rig.Root;
    private static readonly Hash32 OtherRoot = V2Rig.OtherRoot;

    private AttestedBatch _batch = null!;

    private Address Market => rig.Market.Address;

    public async Task InitializeAsync()
    {
        _batch = await AttestedBatch.SubmitAsync(rig, validators: 3);
        await rig.SubmitAsync("good", ["c"]);
        await rig.State.SendAsync(rig.Sequencer, "endBatchSubmissions", Market, 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Validators_that_agree_on_another_root_take_the_batch_back()
    {
        await _batch.AttestAsync(0, Root);
        await _batch.AttestAsync(1, OtherRoot);

        var receipt = await _batch.AttestAsync(2, OtherRoot);

        rig.State.EventsOf(receipt).Should().Equal(
            $"SnapshotBatchAttestationSubmitted({Market}, batch, 1, {rig.Validators[2]})",
            $"TriggerBatchResubmission({Market}, 1, {AttestedBatch.Topic})",
            $"ValidatorAttestationsInvalidated({Market}, 1, {AttestedBatch.Topic}, {rig.Validators[0]})");
        receipt.Logs[1].Topics[0].Should().Be(Hash32.Parse("0x826e6849ff24825cbaeb8adb637217c5a8ef9fa9d8cd09ae58c5223254c25408"));
        (await rig.StatusAsync("a")).Should().Be("none");
        (await rig.StatusAsync("b")).Should().Be("none");
        (await rig.StatusAsync("c")).Should().Be("0 cid-c", "it is in another batch");
        (await rig.State.ListAsync("epochIdToBatchCids", Market, 1)).Should().Equal("good");
        (await rig.State.ListAsync("batchCidToProjects", Market, "batch")).Should().BeEmpty();
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Market, "a")).Should().Be(0);
    }

    [Fact]
    public async Task A_batch_that_was_taken_back_is_replaced_by_another()
    {
        await TakeBackAsync();

        rig.State.EventsOf(await rig.SubmitAsync("better", ["a", "b"], root: OtherRoot)).Should().Equal($"SnapshotBatchSubmitted({Market}, better, 1)");
        await rig.State.SendAsync(rig.Sequencer, "endBatchSubmissions", Market, 1);
        await rig.AttestAsync(0, "better", OtherRoot);
        await rig.AttestAsync(1, "better", OtherRoot);

        (await rig.StatusAsync("a")).Should().Be("1 cid-a");
        (await rig.State.ListAsync("epochIdToBatchCids", Market, 1)).Should().Equal("good", "better");
    }

    [Fact]
    public async Task A_batch_that_was_taken_back_does_not_come_back_itself()
    {
        await TakeBackAsync();

        await rig.State.RefusesAsync("E49", rig.Sequencer, "submitSubmissionBatch", rig.Batch("batch", ["a", "b"]));
        await rig.State.RefusesAsync("E26", rig.Validators[0], "submitBatchAttestation", Market, "batch", 1, OtherRoot);
        await rig.State.RefusesAsync("E26", rig.MarketOwner, "forceCompleteConsensusAttestations", Market, "batch", 1);
    }

    [Fact]
    public async Task Snapshots_of_the_epochs_other_batches_are_not_replaced()
    {
        await TakeBackAsync();

        await rig.State.RefusesAsync("E25", rig.Sequencer, "submitSubmissionBatch", rig.Batch("better", ["a", "c"]));
    }

    [Fact]
    public async Task The_windows_begin_again_when_a_batch_is_taken_back()
    {
        await rig.Chain.BeforeBlockAsync(_batch.Released + V2Rig.AttestationWindow - 1);
        var takenBack = await TakeBackAsync();

        takenBack.Should().Be(_batch.Released + V2Rig.AttestationWindow);
        await rig.Chain.BeforeBlockAsync(takenBack + V2Rig.BatchWindow);
        rig.State.EventsOf(await rig.SubmitAsync("better", ["a"])).Should().Equal($"SnapshotBatchSubmitted({Market}, better, 1)");
        rig.State.EventsOf(await rig.SubmitAsync("late", ["b"])).Should().Equal($"DelayedBatchSubmitted({Market}, late, 1)");

        await rig.Chain.BeforeBlockAsync(takenBack + V2Rig.AttestationWindow);
        rig.State.EventsOf(await rig.AttestAsync(0, "better", Root))[0].Should().StartWith("SnapshotBatchAttestationSubmitted");
        rig.State.EventsOf(await rig.AttestAsync(1, "better", Root)).Should().Equal($"DelayedAttestationSubmitted({Market}, better, 1, {rig.Validators[1]})");
    }

    [Fact]
    public async Task Without_a_root_that_leads_the_owner_takes_the_batch_back()
    {
        await _batch.AttestAsync(0, Root);
        await _batch.AttestAsync(1, OtherRoot);
        await rig.Chain.BeforeBlockAsync(_batch.Released + V2Rig.AttestationWindow + 1);

        (await rig.State.ReadAsync<bool>("checkDynamicConsensusAttestations", Market, "batch", 1)).Should().BeFalse();
        var receipt = await rig.State.SendAsync(rig.MarketOwner, "forceCompleteConsensusAttestations", Market, "batch", 1);

        rig.State.EventsOf(receipt).Should().Equal([$"TriggerBatchResubmission({Market}, 1, {AttestedBatch.Topic})"], "nobody is wrong where nothing was agreed");
        (await rig.StatusAsync("a")).Should().Be("none");
    }

    [Fact]
    public async Task The_owner_takes_back_what_the_leading_root_contradicts()
    {
        await rig.State.SendAsync(rig.MarketOwner, "updateAddresses", Market, V2Rig.ValidatorRole, rig.Validators.Skip(3).ToArray(), new[] { true, true });
        await _batch.AttestAsync(0, OtherRoot);
        await _batch.AttestAsync(1, OtherRoot);
        await _batch.AttestAsync(2, Root);
        await rig.Chain.BeforeBlockAsync(_batch.Released + V2Rig.AttestationWindow + 1);

        var receipt = await rig.State.SendAsync(rig.MarketOwner, "forceCompleteConsensusAttestations", Market, "batch", 1);

        rig.State.EventsOf(receipt).Should().Equal(
            $"TriggerBatchResubmission({Market}, 1, {AttestedBatch.Topic})", $"ValidatorAttestationsInvalidated({Market}, 1, {AttestedBatch.Topic}, {rig.Validators[2]})");
    }

    private async Task<long> TakeBackAsync()
    {
        await _batch.AttestAsync(0, OtherRoot);
        return (await _batch.AttestAsync(1, OtherRoot)).BlockNumber;
    }
}
