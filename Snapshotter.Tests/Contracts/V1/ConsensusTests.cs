using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V1;

public sealed class ConsensusTests(V1Rig rig) : IClassFixture<V1Rig>, IAsyncLifetime
{
    private const string Project = V1Rig.Project;
    private const string CidA = V1Rig.CidA;
    private const string CidB = V1Rig.CidB;
    private const string CidC = V1Rig.CidC;

    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Half_of_the_snapshotters_make_a_snapshot_final_at_once()
    {
        await rig.AllowAsync(4);
        await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);

        var receipt = await rig.SubmitAsync(1, CidA);

        rig.State.EventsOf(receipt).Skip(1).Should().Equal($"SnapshotFinalized(1, 10, {Project}, {CidA})", $"SnapshotFinalized(1, 10, {Project}, {CidA}, 2, 2)");
        receipt.Logs[1].Topics[0].Should().Be(Hash32.Parse("0xe5231a68c59ef23c90b7da4209eae4c795477f0d5dcfa14a612ea96f69a18e15"));
        receipt.Logs[2].Topics[0].Should().Be(Hash32.Parse("0x029bad7ce411d223096bf56c17c32a3659aa2703de0161497e6284e7fc288c35"));
        var status = await rig.State.ReadAsync("snapshotStatus", Project, 1);
        status.Get<bool>("finalized").Should().BeTrue();
        status.Get<BigInteger>("timestamp").Should().BeGreaterThan(BigInteger.Zero);
        (await rig.State.ReadAsync<string>("getFinalizedSnapshot", Project, 1)).Should().Be(CidA);
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Project)).Should().Be(1);
        (await rig.State.NumberAsync("currentFinalizedSnapshot", Project, 1)).Should().Be(1);
    }

    [Fact]
    public async Task Less_than_half_do_not()
    {
        await rig.AllowAsync(5);
        await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);

        rig.State.EventsOf(await rig.SubmitAsync(1, CidA)).Should().HaveCount(1);

        (await rig.IsFinalAsync()).Should().BeFalse();
        rig.State.EventsOf(await rig.SubmitAsync(2, CidA)).Should().HaveCount(3);
    }

    [Fact]
    public async Task The_minimum_counts_even_where_it_is_more_than_half()
    {
        await rig.AllowAsync(1);
        await rig.ReleaseAsync();

        await rig.SubmitAsync(0, CidA);
        (await rig.IsFinalAsync()).Should().BeFalse("the minimum is two");

        await rig.State.SendAsync(rig.Owner, "updateMinSnapshottersForConsensus", 1);
        await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA, epochId: 2);
        (await rig.IsFinalAsync(epochId: 2)).Should().BeTrue();
    }

    [Fact]
    public async Task A_tie_leads_to_nothing_until_one_is_ahead()
    {
        await rig.AllowAsync(8);
        await rig.ReleaseAsync();
        await rig.State.SendAsync(rig.Owner, "updateSnapshotSubmissionWindow", 100);
        await rig.SubmitAsync(0, CidA);
        await rig.SubmitAsync(1, CidB);

        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().BeEmpty();
        (await rig.State.NumberAsync("maxSnapshotsCount", Project, 1)).Should().Be(1);

        await rig.SubmitAsync(2, CidB);
        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().Be(CidB);
        (await rig.State.NumberAsync("maxSnapshotsCount", Project, 1)).Should().Be(2);
        await rig.SubmitAsync(3, CidC);
        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().Be(CidB, "a third with less changes nothing");
        await rig.SubmitAsync(4, CidA);
        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().BeEmpty();
        await rig.SubmitAsync(5, CidA);
        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().Be(CidA);
        (await rig.IsFinalAsync()).Should().BeFalse("three of eight are less than half");

        var receipt = await rig.SubmitAsync(6, CidA);
        rig.State.EventsOf(receipt)[^1].Should().Be($"SnapshotFinalized(1, 10, {Project}, {CidA}, 4, 7)");
    }

    [Fact]
    public async Task A_tie_is_not_final_although_each_side_has_half_of_those_that_are_left()
    {
        await rig.AllowAsync(6);
        await rig.ReleaseAsync();
        await rig.State.SendAsync(rig.Owner, "updateSnapshotSubmissionWindow", 100);
        await rig.SubmitAsync(0, CidA);
        await rig.SubmitAsync(1, CidA);
        await rig.SubmitAsync(2, CidB);
        await rig.State.SendAsync(rig.Owner, "updateAllSnapshotters", new[] { V1Rig.Snapshotters[4].Address, V1Rig.Snapshotters[5].Address }, new[] { false, false });

        await rig.SubmitAsync(3, CidB);

        (await rig.IsFinalAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_final_stays_whatever_is_submitted_later()
    {
        await rig.AllowAsync(4);
        await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);
        await rig.SubmitAsync(1, CidA);

        rig.State.EventsOf(await rig.SubmitAsync(2, CidB)).Should().HaveCount(1);
        rig.State.EventsOf(await rig.SubmitAsync(3, CidB)).Should().HaveCount(1);

        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().Be(CidA);
        (await rig.State.NumberAsync("maxSnapshotsCount", Project, 1)).Should().Be(2);
        (await rig.State.NumberAsync("snapshotsReceivedCount", Project, 1, CidB)).Should().Be(2);
    }

    [Fact]
    public async Task An_older_epoch_that_becomes_final_later_does_not_turn_back_the_newest()
    {
        await rig.AllowAsync(3);
        await rig.ReleaseAsync();
        await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidB, epochId: 2);
        await rig.SubmitAsync(1, CidB, epochId: 2);
        await rig.State.SendAsync(rig.Owner, "updateSnapshotSubmissionWindow", 100);
        await rig.SubmitAsync(0, CidA, epochId: 1);
        await rig.SubmitAsync(1, CidA, epochId: 1);

        (await rig.IsFinalAsync(epochId: 1)).Should().BeTrue();
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Project)).Should().Be(2);
        (await rig.State.NumberAsync("currentFinalizedSnapshot", Project, 1)).Should().Be(2);
        (await rig.State.NumberAsync("currentFinalizedSnapshot", Project, 3)).Should().Be(0);
    }

    [Fact]
    public async Task Projects_and_epochs_are_decided_apart()
    {
        await rig.AllowAsync(2);
        await rig.ReleaseAsync();
        await rig.State.SendAsync(rig.Owner, "updateMinSnapshottersForConsensus", 1);

        await rig.SubmitAsync(0, CidA, project: "a");
        await rig.SubmitAsync(0, CidB, project: "b");

        (await rig.State.ReadAsync<string>("getFinalizedSnapshot", "a", 1)).Should().Be(CidA);
        (await rig.State.ReadAsync<string>("getFinalizedSnapshot", "b", 1)).Should().Be(CidB);
        (await rig.IsFinalAsync(epochId: 2, project: "a")).Should().BeFalse();
    }

    [Fact]
    public async Task Pretest_projects_are_decided_by_the_master_snapshotters_alone()
    {
        await rig.AllowAsync(4);
        await rig.State.SendAsync(rig.Owner, "updateMasterSnapshotters", new[] { V1Rig.Snapshotters[6].Address, V1Rig.Snapshotters[7].Address }, new[] { true, true });
        await rig.State.SendAsync(rig.Owner, "updatePretestProjects", new[] { Project }, new[] { true });
        await rig.ReleaseAsync();

        await rig.RefusesAsync("signer not allowed", 0, CidA);
        await rig.SubmitAsync(6, CidA);
        rig.State.EventsOf(await rig.SubmitAsync(7, CidA)).Should().HaveCount(3, "two of two agree");
        await rig.RefusesAsync("signer not allowed", 6, CidA, project: "another");
    }
}
