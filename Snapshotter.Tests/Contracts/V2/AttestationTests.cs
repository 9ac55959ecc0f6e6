using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class AttestationTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    private static readonly Hash32 Root = V2Rig.Root;
    private static readonly Hash32 OtherRoot = V2Rig.OtherRoot;

    private AttestedBatch _batch = null!;

    private Address Market => rig.Market.Address;

    public async Task InitializeAsync() => _batch = await AttestedBatch.SubmitAsync(rig, validators: 5);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task More_than_half_of_the_validators_make_a_batch_final()
    {
        rig.State.EventsOf(await _batch.AttestAsync(0, Root)).Should().Equal($"SnapshotBatchAttestationSubmitted({Market}, batch, 1, {rig.Validators[0]})");
        await _batch.AttestAsync(1, Root);
        (await rig.StatusAsync("a")).Should().Be("0 cid-a", "two of five are less than half");

        var receipt = await _batch.AttestAsync(2, Root);

        rig.State.EventsOf(receipt).Should().Equal(
            $"SnapshotBatchAttestationSubmitted({Market}, batch, 1, {rig.Validators[2]})",
            $"SnapshotBatchFinalized({Market}, 1, {AttestedBatch.Topic})",
            $"SnapshotFinalized({Market}, 1, 10, a, cid-a)",
            $"SnapshotFinalized({Market}, 1, 10, b, cid-b)");
        receipt.Logs.Select(static log => log.Topics[0]).Should().Equal(
            Hash32.Parse("0x0b0cf2ab04f090685b5b2ac9b8beb1cc821e28298914a0ae86d397c79fe63c01"),
            Hash32.Parse("0x5ce21fc72041bd91ef828e11b07f6d1107a20642ea918f190e1e2029d85fedfe"),
            Hash32.Parse("0x1746fd35c2b9c905f8e7ef34232f796acb536f2fd87f01d201f57fb338eab9a6"),
            Hash32.Parse("0x1746fd35c2b9c905f8e7ef34232f796acb536f2fd87f01d201f57fb338eab9a6"));
        (await rig.StatusAsync("a")).Should().Be("1 cid-a");
        (await rig.State.ReadAsync<bool>("batchCidAttestationStatus", Market, "batch")).Should().BeTrue();
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Market, "b")).Should().Be(1);
        (await rig.State.NumberAsync("attestationsReceivedCount", Market, "batch", Root)).Should().Be(3);
        (await rig.State.NumberAsync("maxAttestationsCount", Market, "batch")).Should().Be(3);
        (await rig.State.ReadAsync<byte[]>("maxAttestationFinalizedRootHash", Market, "batch")).Should().Equal(Root.Bytes.ToArray());
    }

    [Fact]
    public async Task Exactly_half_of_the_validators_do_not()
    {
        await SetValidatorAsync(4, allowed: false);
        await _batch.AttestAsync(0, Root);

        await _batch.AttestAsync(1, Root);
        (await rig.StatusAsync("a")).Should().Be("0 cid-a", "two of four are half");

        await _batch.AttestAsync(2, Root);
        (await rig.StatusAsync("a")).Should().Be("1 cid-a");
    }

    [Fact]
    public async Task The_minimum_counts_even_where_it_is_more_than_half()
    {
        for (var validator = 1; validator < 5; validator++) await SetValidatorAsync(validator, allowed: false);
        await _batch.AttestAsync(0, Root);
        (await rig.StatusAsync("a")).Should().Be("0 cid-a", "the only validator is less than two");

        await rig.State.SendAsync(rig.MarketOwner, "updateMinAttestationsForConsensus", Market, 1);
        await rig.SubmitAsync("second", ["c"]);
        await rig.AttestAsync(0, "second", Root);
        (await rig.StatusAsync("c")).Should().Be("1 cid-c");
    }

    [Fact]
    public async Task Only_validators_attest_and_each_once()
    {
        foreach (var account in new[] { rig.ProtocolOwner, rig.MarketOwner, rig.Sequencer, rig.Stranger })
        {
            await rig.State.RefusesAsync("E01", account, "submitBatchAttestation", Market, "batch", 1, Root);
        }

        await _batch.AttestAsync(0, OtherRoot);
        await rig.State.RefusesAsync("E40", rig.Validators[0], "submitBatchAttestation", Market, "batch", 1, Root);
        (await rig.State.ReadAsync<bool>("attestationsReceived", Market, "batch", rig.Validators[0])).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("attestationsReceived", Market, "batch", rig.Validators[1])).Should().BeFalse();
    }

    [Fact]
    public async Task A_batch_is_attested_in_its_epoch()
    {
        await rig.ReleaseAsync();

        await rig.State.RefusesAsync("E26", rig.Validators[0], "submitBatchAttestation", Market, "unknown", 1, Root);
        await rig.State.RefusesAsync("E26", rig.Validators[0], "submitBatchAttestation", Market, "batch", 2, Root);
        await rig.State.RefusesAsync("E26", rig.Validators[0], "submitBatchAttestation", Market, "unknown", 0, Root);
    }

    [Fact]
    public async Task The_last_block_of_the_window_counts_and_a_late_attestation_is_received_and_not_counted()
    {
        await rig.Chain.BeforeBlockAsync(_batch.Released + V2Rig.AttestationWindow);

        rig.State.EventsOf(await _batch.AttestAsync(0, Root))[0].Should().StartWith("SnapshotBatchAttestationSubmitted");
        var late = await _batch.AttestAsync(1, Root);

        rig.State.EventsOf(late).Should().Equal($"DelayedAttestationSubmitted({Market}, batch, 1, {rig.Validators[1]})");
        (await rig.State.NumberAsync("attestationsReceivedCount", Market, "batch", Root)).Should().Be(1);
        (await rig.State.ReadAsync<bool>("attestationsReceived", Market, "batch", rig.Validators[1])).Should().BeTrue();
        await rig.State.RefusesAsync("E40", rig.Validators[1], "submitBatchAttestation", Market, "batch", 1, Root);
    }

    [Fact]
    public async Task Roots_that_are_equally_common_lead_to_nothing()
    {
        await _batch.AttestAsync(0, Root);
        await _batch.AttestAsync(1, OtherRoot);

        (await rig.State.ReadAsync<byte[]>("maxAttestationFinalizedRootHash", Market, "batch")).Should().AllBeEquivalentTo((byte)0);
        (await rig.State.NumberAsync("maxAttestationsCount", Market, "batch")).Should().Be(1);

        await _batch.AttestAsync(2, OtherRoot);
        (await rig.State.ReadAsync<byte[]>("maxAttestationFinalizedRootHash", Market, "batch")).Should().Equal(OtherRoot.Bytes.ToArray());
    }

    [Fact]
    public async Task Half_of_those_that_are_left_decide_nothing_while_another_root_is_as_common()
    {
        await _batch.AttestAsync(0, OtherRoot);
        await _batch.AttestAsync(1, OtherRoot);
        await _batch.AttestAsync(2, Root);
        await SetValidatorAsync(0, allowed: false);
        await SetValidatorAsync(1, allowed: false);

        await _batch.AttestAsync(3, Root);

        (await rig.StatusAsync("a")).Should().Be("0 cid-a", "two of three attested it, but two others before attested another");
    }

    [Fact]
    public async Task Validators_that_attested_another_root_are_named()
    {
        await _batch.AttestAsync(0, OtherRoot);
        await _batch.AttestAsync(1, Root);
        await _batch.AttestAsync(2, Root);

        var receipt = await _batch.AttestAsync(3, Root);

        rig.State.EventsOf(receipt)[^1].Should().Be($"ValidatorAttestationsInvalidated({Market}, 1, {AttestedBatch.Topic}, {rig.Validators[0]})");
        (await rig.State.ReadAsync<Address>("batchCidDivergentValidators", Market, "batch", 0)).Should().Be(rig.Validators[0]);
    }

    [Fact]
    public async Task An_attestation_after_the_decision_changes_nothing_and_is_named_when_it_differs()
    {
        for (var validator = 0; validator < 3; validator++) await _batch.AttestAsync(validator, Root);

        rig.State.EventsOf(await _batch.AttestAsync(3, Root)).Should().HaveCount(1);
        rig.State.EventsOf(await _batch.AttestAsync(4, OtherRoot)).Should().Equal(
            $"SnapshotBatchAttestationSubmitted({Market}, batch, 1, {rig.Validators[4]})",
            $"ValidatorAttestationsInvalidated({Market}, 1, {AttestedBatch.Topic}, {rig.Validators[4]})");
        (await rig.StatusAsync("a")).Should().Be("1 cid-a");
        (await rig.State.NumberAsync("maxAttestationsCount", Market, "batch")).Should().Be(3);
    }

    [Fact]
    public async Task The_owner_decides_after_the_window_by_the_root_that_leads()
    {
        await _batch.AttestAsync(0, Root);
        await _batch.AttestAsync(1, Root);
        await rig.Chain.BeforeBlockAsync(_batch.Released + V2Rig.AttestationWindow);

        (await CanForceAsync()).Should().BeFalse("this block is the last of the window");
        await rig.State.RefusesAsync("E50", rig.MarketOwner, "forceCompleteConsensusAttestations", Market, "batch", 1);
        (await CanForceAsync()).Should().BeTrue();
        await rig.State.RefusesAsync("E03", rig.Stranger, "forceCompleteConsensusAttestations", Market, "batch", 1);
        await rig.State.RefusesAsync("E26", rig.MarketOwner, "forceCompleteConsensusAttestations", Market, "unknown", 1);

        rig.State.EventsOf(await ForceAsync()).Should().Equal(
            $"SnapshotBatchFinalized({Market}, 1, {AttestedBatch.Topic})", $"SnapshotFinalized({Market}, 1, 10, a, cid-a)", $"SnapshotFinalized({Market}, 1, 10, b, cid-b)");
        (await CanForceAsync()).Should().BeFalse();
        await rig.State.RefusesAsync("E51", rig.MarketOwner, "forceCompleteConsensusAttestations", Market, "batch", 1);
    }

    [Fact]
    public async Task An_older_epoch_that_becomes_final_later_does_not_turn_back_the_newest()
    {
        await rig.ReleaseAsync();
        await rig.SubmitAsync("next", ["a"], epochId: 2);
        for (var validator = 0; validator < 3; validator++) await rig.AttestAsync(validator, "next", Root, epochId: 2);
        for (var validator = 0; validator < 3; validator++) await _batch.AttestAsync(validator, Root);

        (await rig.StatusAsync("a")).Should().Be("1 cid-a");
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Market, "a")).Should().Be(2);
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Market, "b")).Should().Be(1);
    }

    private Task<bool> CanForceAsync() => rig.State.ReadAsync<bool>("checkDynamicConsensusAttestations", Market, "batch", 1);

    private Task<Snapshotter.Ethereum.Models.TransactionReceipt> ForceAsync() => rig.State.SendAsync(rig.MarketOwner, "forceCompleteConsensusAttestations", Market, "batch", 1);

    private Task<Snapshotter.Ethereum.Models.TransactionReceipt> SetValidatorAsync(int validator, bool allowed) =>
        rig.State.SendAsync(rig.MarketOwner, "updateAddresses", Market, V2Rig.ValidatorRole, new[] { rig.Validators[validator] }, new[] { allowed });
}
