using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V1;

public sealed class SubmissionTests(V1Rig rig) : IClassFixture<V1Rig>, IAsyncLifetime
{
    private const string Project = V1Rig.Project;
    private const string CidA = V1Rig.CidA;

    public async Task InitializeAsync()
    {
        await rig.ResetAsync();
        await rig.AllowAsync(5);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_submission_is_told_and_recorded_as_its_signers()
    {
        await rig.ReleaseAsync();
        var signer = V1Rig.Snapshotters[0].Address;

        var receipt = await rig.SubmitAsync(0, CidA);

        rig.State.EventsOf(receipt).Should().Equal($"SnapshotSubmitted({signer}, {CidA}, 1, {Project})");
        (await rig.State.ReadAsync<bool>("snapshotsReceived", Project, 1, signer)).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("snapshotsReceived", Project, 1, rig.Relayer)).Should().BeFalse();
        (await rig.State.NumberAsync("snapshotsReceivedCount", Project, 1, CidA)).Should().Be(1);
        (await rig.State.NumberAsync("maxSnapshotsCount", Project, 1)).Should().Be(1);
        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().Be(CidA);
        (await rig.State.ReadAsync<string>("getFinalizedSnapshot", Project, 1)).Should().BeEmpty();
        (await rig.State.NumberAsync("projectFirstEpochId", Project)).Should().Be(1);
        (await rig.IsFinalAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_first_epoch_of_a_project_stays()
    {
        await rig.ReleaseAsync();
        await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA, epochId: 2);

        await rig.SubmitAsync(0, CidA, epochId: 1);

        (await rig.State.NumberAsync("projectFirstEpochId", Project)).Should().Be(2);
    }

    [Fact]
    public async Task Anyone_may_send_the_transaction()
    {
        await rig.ReleaseAsync();

        await rig.State.SendAsync(rig.Stranger, V1Rig.Submit, rig.Arguments(V1Rig.Snapshotters[0], CidA));

        (await rig.State.ReadAsync<bool>("snapshotsReceived", Project, 1, V1Rig.Snapshotters[0].Address)).Should().BeTrue();
    }

    [Fact]
    public async Task A_request_counts_before_the_block_of_its_deadline()
    {
        var released = await rig.ReleaseAsync();
        var deadline = released + 2;

        await rig.State.SendAsync(rig.Relayer, V1Rig.Submit, rig.Arguments(V1Rig.Snapshotters[0], CidA, deadline: deadline));
        await rig.State.RefusesAsync("deadline passed", rig.Relayer, V1Rig.Submit, rig.Arguments(V1Rig.Snapshotters[1], CidA, deadline: deadline));
    }

    [Fact]
    public async Task A_snapshotter_submits_once_per_project_and_epoch()
    {
        await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);

        await rig.RefusesAsync("already submitted", 0, CidA);
        await rig.RefusesAsync("already submitted", 0, V1Rig.CidB);
        await rig.SubmitAsync(0, CidA, project: "another");
    }

    [Fact]
    public async Task An_epoch_that_was_not_released_is_unknown()
    {
        await rig.RefusesAsync("unknown epoch", 0, CidA, epochId: 1);
        await rig.ReleaseAsync();
        await rig.RefusesAsync("unknown epoch", 0, CidA, epochId: 2);
        await rig.RefusesAsync("unknown epoch", 0, CidA, epochId: 0);
    }

    [Fact]
    public async Task Only_snapshotters_count()
    {
        await rig.ReleaseAsync();

        await rig.RefusesAsync("signer not allowed", 7, CidA);
        await rig.State.SendAsync(rig.Owner, "updateAllSnapshotters", new[] { V1Rig.Snapshotters[0].Address }, new[] { false });
        await rig.RefusesAsync("signer not allowed", 0, CidA);
    }

    [Fact]
    public async Task A_request_and_the_arguments_beside_it_agree()
    {
        await rig.ReleaseAsync();
        await rig.ReleaseAsync();
        var good = rig.Arguments(V1Rig.Snapshotters[0], CidA);

        foreach (var (place, other) in new (int, object)[] { (0, V1Rig.CidB), (1, 2L), (2, "another") })
        {
            var arguments = good.ToArray();
            arguments[place] = other;
            await rig.State.RefusesAsync("request differs", rig.Relayer, V1Rig.Submit, arguments);
        }
    }

    [Fact]
    public async Task A_request_that_was_changed_after_signing_has_another_signer()
    {
        await rig.ReleaseAsync();
        var arguments = rig.Arguments(V1Rig.Snapshotters[0], CidA);
        arguments[0] = V1Rig.CidB;
        arguments[3] = new object?[] { V1Rig.Far, V1Rig.CidB, 1, Project };

        await rig.State.RefusesAsync("signer not allowed", rig.Relayer, V1Rig.Submit, arguments);
    }

    [Fact]
    public async Task A_request_for_another_chain_or_contract_has_another_signer()
    {
        await rig.ReleaseAsync();
        var arguments = rig.Arguments(V1Rig.Snapshotters[0], CidA);

        arguments[4] = V1Rig.Snapshotters[0].Sign(rig.State.Address, V1Rig.Far, CidA, 1, Project, chainId: 137);
        await rig.State.RefusesAsync("signer not allowed", rig.Relayer, V1Rig.Submit, arguments);
        arguments[4] = V1Rig.Snapshotters[0].Sign(rig.Stranger, V1Rig.Far, CidA, 1, Project);
        await rig.State.RefusesAsync("signer not allowed", rig.Relayer, V1Rig.Submit, arguments);
    }

    [Fact]
    public async Task A_request_with_a_slot_counts_as_one_without()
    {
        await rig.ReleaseAsync();
        var signer = V1Rig.Snapshotters[0];

        var receipt = await rig.State.SendAsync(rig.Relayer, V1Rig.SubmitWithSlot, rig.ArgumentsWithSlot(signer, 0, CidA));

        rig.State.EventsOf(receipt).Should().Equal($"SnapshotSubmitted({signer.Address}, {CidA}, 1, {Project})");
        await rig.RefusesAsync("already submitted", 0, CidA);
        await rig.State.SendAsync(rig.Relayer, V1Rig.SubmitWithSlot, rig.ArgumentsWithSlot(V1Rig.Snapshotters[1], 4036, CidA));
        (await rig.State.NumberAsync("snapshotsReceivedCount", Project, 1, CidA)).Should().Be(2);
    }

    [Fact]
    public async Task A_slot_is_part_of_what_is_signed()
    {
        await rig.ReleaseAsync();
        var arguments = rig.ArgumentsWithSlot(V1Rig.Snapshotters[0], 4036, CidA);

        arguments[0] = 4037L;
        await rig.State.RefusesAsync("request differs", rig.Relayer, V1Rig.SubmitWithSlot, arguments);
        arguments[4] = new object?[] { 4037, V1Rig.Far, CidA, 1, Project };
        await rig.State.RefusesAsync("signer not allowed", rig.Relayer, V1Rig.SubmitWithSlot, arguments);
    }

    [Fact]
    public async Task A_request_with_a_slot_is_held_to_its_deadline_and_arguments_too()
    {
        await rig.ReleaseAsync();
        var signer = V1Rig.Snapshotters[0];
        object?[] late = [0, CidA, 1, Project, new object?[] { 0, 3, CidA, 1, Project }, signer.Sign(rig.State.Address, 3, CidA, 1, Project, slotId: 0)];
        await rig.State.RefusesAsync("deadline passed", rig.Relayer, V1Rig.SubmitWithSlot, late);

        foreach (var (place, other) in new (int, object)[] { (1, V1Rig.CidB), (2, 2L), (3, "another") })
        {
            var arguments = rig.ArgumentsWithSlot(signer, 0, CidA);
            arguments[place] = other;
            await rig.State.RefusesAsync("request differs", rig.Relayer, V1Rig.SubmitWithSlot, arguments);
        }
    }
}
