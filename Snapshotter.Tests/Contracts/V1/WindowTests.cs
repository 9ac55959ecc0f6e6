using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V1;

public sealed class WindowTests(V1Rig rig) : IClassFixture<V1Rig>, IAsyncLifetime
{
    private const string Project = V1Rig.Project;
    private const string CidA = V1Rig.CidA;
    private const string CidB = V1Rig.CidB;

    public async Task InitializeAsync()
    {
        await rig.ResetAsync();
        await rig.AllowAsync(8);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_last_block_of_the_window_counts_and_the_next_does_not()
    {
        var released = await rig.ReleaseAsync();
        await rig.Chain.BeforeBlockAsync(released + V1Rig.Window);

        var last = await rig.SubmitAsync(0, CidA);
        var late = await rig.SubmitAsync(1, CidA);

        last.BlockNumber.Should().Be(released + V1Rig.Window);
        rig.State.EventsOf(last).Should().Equal($"SnapshotSubmitted({V1Rig.Snapshotters[0].Address}, {CidA}, 1, {Project})");
        rig.State.EventsOf(late).Should().Equal($"DelayedSnapshotSubmitted({V1Rig.Snapshotters[1].Address}, {CidA}, 1, {Project})");
        (await rig.State.NumberAsync("snapshotsReceivedCount", Project, 1, CidA)).Should().Be(1);
        (await rig.State.ReadAsync<bool>("snapshotsReceived", Project, 1, V1Rig.Snapshotters[1].Address)).Should().BeTrue();
        await rig.RefusesAsync("already submitted", 1, CidA);
    }

    [Fact]
    public async Task A_late_submission_completes_what_leads()
    {
        var released = await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);
        await rig.SubmitAsync(1, CidA);
        await rig.Chain.BeforeBlockAsync(released + V1Rig.Window + 1);

        var receipt = await rig.SubmitAsync(2, CidB);

        rig.State.EventsOf(receipt).Should().Equal(
            $"DelayedSnapshotSubmitted({V1Rig.Snapshotters[2].Address}, {CidB}, 1, {Project})",
            $"SnapshotFinalized(1, 10, {Project}, {CidA})",
            $"SnapshotFinalized(1, 10, {Project}, {CidA}, 2, 2)");
    }

    [Fact]
    public async Task Only_late_submissions_leave_the_epoch_open_and_the_first_epoch_unset()
    {
        var released = await rig.ReleaseAsync();
        await rig.Chain.BeforeBlockAsync(released + V1Rig.Window + 1);

        for (var snapshotter = 0; snapshotter < 8; snapshotter++) await rig.SubmitAsync(snapshotter, CidA);

        (await rig.IsFinalAsync()).Should().BeFalse();
        (await rig.State.NumberAsync("projectFirstEpochId", Project)).Should().Be(0);
        (await rig.State.ReadAsync<string>("maxSnapshotsCid", Project, 1)).Should().BeEmpty();
    }

    [Fact]
    public async Task Anyone_can_force_what_leads_after_the_window_and_not_before()
    {
        var released = await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);
        await rig.SubmitAsync(1, CidA);

        await rig.Chain.BeforeBlockAsync(released + V1Rig.Window);
        (await CanForceAsync()).Should().BeFalse("this block is the last of the window");
        (await ForceAsync()).Should().BeEmpty();
        (await CanForceAsync()).Should().BeTrue();

        (await ForceAsync()).Should().Equal($"SnapshotFinalized(1, 10, {Project}, {CidA})", $"SnapshotFinalized(1, 10, {Project}, {CidA}, 2, 2)");

        (await CanForceAsync()).Should().BeFalse("it is final");
        (await ForceAsync()).Should().BeEmpty();
        (await rig.State.NumberAsync("lastFinalizedSnapshot", Project)).Should().Be(1);
    }

    [Fact]
    public async Task Too_few_cannot_be_forced()
    {
        var released = await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);
        await rig.Chain.BeforeBlockAsync(released + V1Rig.Window + 1);

        (await CanForceAsync()).Should().BeFalse();
        (await ForceAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_tie_cannot_be_forced()
    {
        var released = await rig.ReleaseAsync();
        await rig.SubmitAsync(0, CidA);
        await rig.SubmitAsync(1, CidA);
        await rig.SubmitAsync(2, CidB);
        await rig.SubmitAsync(3, CidB);
        await rig.Chain.BeforeBlockAsync(released + V1Rig.Window + 1);

        (await CanForceAsync()).Should().BeFalse();
        (await ForceAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_epoch_without_submissions_or_release_cannot_be_forced_even_without_a_minimum()
    {
        await rig.State.SendAsync(rig.Owner, "updateMinSnapshottersForConsensus", 0);
        var released = await rig.ReleaseAsync();
        await rig.Chain.BeforeBlockAsync(released + V1Rig.Window + 1);

        (await CanForceAsync()).Should().BeFalse();
        (await rig.State.ReadAsync<bool>("checkDynamicConsensusSnapshot", Project, 2)).Should().BeFalse();
    }

    private Task<bool> CanForceAsync() => rig.State.ReadAsync<bool>("checkDynamicConsensusSnapshot", Project, 1);

    private async Task<IReadOnlyList<string>> ForceAsync() => rig.State.EventsOf(await rig.State.SendAsync(rig.Stranger, "forceCompleteConsensusSnapshot", Project, 1));
}
