using Snapshotter.Core.Finalization;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>How every state store counts the outcomes of submissions.</summary>
public abstract class SubmissionCountersContract
{
    private protected abstract IStores Open();

    [Fact]
    public async Task A_changed_outcome_moves_the_count()
    {
        await using var stores = Open();
        await ReportAsync(stores, SubmissionOutcome.Missed);
        (await TotalsAsync(stores)).Should().Be(new SubmissionTotals(Make.Project, 0, 0, 1));
        await ReportAsync(stores, SubmissionOutcome.Incorrect);
        (await TotalsAsync(stores)).Should().Be(new SubmissionTotals(Make.Project, 0, 1, 0));
        await ReportAsync(stores, SubmissionOutcome.OnlyFinalized);
        (await TotalsAsync(stores)).Should().Be(new SubmissionTotals(Make.Project, 0, 0, 0));
        await ReportAsync(stores, SubmissionOutcome.Successful);
        await ReportAsync(stores, SubmissionOutcome.Successful);
        (await TotalsAsync(stores)).Should().Be(new SubmissionTotals(Make.Project, 1, 0, 0));
    }

    [Fact]
    public async Task The_latest_reports_come_in_ascending_order()
    {
        await using var stores = Open();
        for (var epoch = 1; epoch <= 5; epoch++) await stores.State.CommitAsync(new StateChange { Reports = [Make.Report(epoch, SubmissionOutcome.Missed)] }, default);
        (await stores.State.SubmissionReportsAsync(Make.Project, 3, default)).Select(static report => report.EpochId).Should().Equal(3, 4, 5);
    }

    [Fact]
    public async Task A_report_without_cids_is_read_back_without_them()
    {
        await using var stores = Open();
        var report = new SubmissionReport(1, Make.Project, SubmissionOutcome.Missed, null, null, "Nothing was built.");
        await stores.State.CommitAsync(new StateChange { Reports = [report] }, default);
        (await stores.State.SubmissionReportsAsync(Make.Project, 3, default)).Should().Equal(report);
    }

    [Fact]
    public async Task Projects_of_a_later_start_replace_those_of_an_earlier_one()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Projects = ["a", "b"] }, default);
        await stores.State.CommitAsync(new StateChange { Projects = ["b", "c"] }, default);
        await stores.State.CommitAsync(new StateChange(), default);
        (await stores.State.SubmissionTotalsAsync(default)).Select(static totals => totals.ProjectId).Should().Equal("b", "c");
        await stores.State.CommitAsync(new StateChange { Projects = [] }, default);
        (await stores.State.SubmissionTotalsAsync(default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Projects_of_others_are_not_counted_among_the_own()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Projects = ["a"], Finalized = [new FinalizedSnapshot(1, "foreign", Make.Cid("x"))] }, default);
        (await stores.State.SubmissionTotalsAsync(default)).Should().Equal(new SubmissionTotals("a", 0, 0, 0));
    }

    private static async Task ReportAsync(IStores stores, SubmissionOutcome outcome) =>
        await stores.State.CommitAsync(new StateChange { Projects = [Make.Project], Reports = [Make.Report(1, outcome)] }, default);

    private static async Task<SubmissionTotals> TotalsAsync(IStores stores) => (await stores.State.SubmissionTotalsAsync(default)).Single();
}
