using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>A small state that has something of everything: foreign and dropped projects, marks, forgotten submissions, counters that go back further than the reports.</summary>
internal static class FilledState
{
    /// <summary>Puts something of everything into a store.</summary>
    public static async Task FillAsync(IStores stores)
    {
        string[] projects = [Make.Project, Make.Other, "foreign:Ünïcode/slash:N"];
        await stores.State.CommitAsync(new StateChange { InitialProjects = ["initial"], ProjectUpdates = [new ProjectUpdate("Later", true, 3), new ProjectUpdate("later", false, 5)] }, default);
        for (var epoch = 1L; epoch <= 4; epoch++)
        {
            var at = epoch;
            await stores.State.CommitAsync(
                new StateChange
                {
                    Released = [Make.Released(epoch)],
                    Projects = [Make.Project, Make.Other],
                    Arisen = ["arisen:UNISWAPV2"],
                    Transitions = [.. projects.Select(project => Make.Transition(at, project, error: at == 2 ? "Why \"not\"" : null, extra: at == 3 ? """{"a":1}""" : null)), Make.Transition(at, "", Stage.EpochReleased)],
                    Built = [.. projects.Take(2).Select(project => new BuiltSnapshot(at, project, Make.Cid($"{at}{project}")))],
                    Finalized = epoch < 3 ? [.. projects.Select(project => new FinalizedSnapshot(at, project, Make.Cid($"final {at}{project}")))] : [],
                    Undecided = [new UndecidedEpoch(epoch + 1, Make.Project), new UndecidedEpoch(epoch, "foreign:Ünïcode/slash:N")],
                    Reports = [Make.Report(epoch, (SubmissionOutcome)(epoch - 1)), new SubmissionReport(epoch, Make.Other, SubmissionOutcome.Missed, null, null, "Nothing.")],
                    FirstEpochs = [new FirstEpoch(Make.Project, 1), new FirstEpoch(Make.Other, 2)],
                    Facts = [KeyValuePair.Create($"token/{epoch}", new byte[] { (byte)epoch, 0, 255 })],
                    Outbox = [new OutboxEntry(epoch, Make.Project, Make.Cid($"{at}")) { State = (OutboxState)(epoch - 1), Deadline = 7 * epoch, Signature = [1, 2, (byte)epoch], Transactions = [9] }],
                    Enqueued = [Make.Job(epoch, "a/b"), Make.Job(epoch, "c", "submit", 1, 2, 3)],
                },
                default);
            await stores.Content.PutAsync(epoch, [Make.Bytes($"{at}{Make.Project}")], default);
            if (epoch == 2) await stores.State.ForgetAsync(Remembered.Submissions, default);
        }

        // Counted in epochs that are past retention.
        await stores.State.CommitAsync(new StateChange { Totals = [new SubmissionTotals(Make.Project, 5000, 3, 2), new SubmissionTotals("foreign:Ünïcode/slash:N", 1, 0, 0)] }, default);
    }

    /// <summary>All that a store holds, as its ports tell it; the jobs are leased.</summary>
    public static async Task<List<string>> DescribeAsync(IStores stores)
    {
        var state = stores.State;
        var lines = (await state.SubmissionTotalsAsync(default)).Select(static totals => totals.ToString()).ToList();
        foreach (var report in await state.EpochReportsAsync(10, 10, default))
        {
            lines.Add(report.Epoch.ToString());
            lines.AddRange(report.Transitions.Select(static transition => transition.ToString()));
            lines.AddRange((await state.BuiltAsync(report.Epoch.Epoch.Id, default)).Select(static built => built.ToString()));
            lines.AddRange((await state.AllowedProjectsAsync(report.Epoch.Epoch.Id, default)).Select(static allowed => allowed.ToString()));
            lines.Add($"{await state.SubmittedCidAsync(report.Epoch.Epoch.Id, Make.Project, default)}");
        }

        foreach (var project in (string[])[Make.Project, Make.Other, "foreign:Ünïcode/slash:N", "arisen:UNISWAPV2"])
        {
            lines.Add($"{project} {await state.FirstEpochAsync(project, default)} {await state.LastFinalizedEpochAsync(project, default)} {await state.LatestHistoryAsync(project, 100, default)}");
            lines.AddRange((await state.HistoryAsync(project, 0, 100, default)).Select(static entry => entry.ToString()));
            lines.AddRange((await state.SubmissionReportsAsync(project, 100, default)).Select(static report => report.ToString()));
        }

        lines.AddRange((await state.OutboxAsync(100, default)).Select(static entry => $"{entry} {Convert.ToHexString(entry.Signature)} {Convert.ToHexString(entry.Transactions)}"));
        for (var fact = 0; fact < 6; fact++) lines.Add(Convert.ToHexString(await state.FactAsync($"token/{fact}", default) ?? []));
        var jobs = await stores.Queue.LeaseAsync(100, TimeSpan.FromMinutes(1), default);
        lines.AddRange(jobs.Select(static job => $"{job.Kind} {job.EpochId} {job.Key} {Convert.ToHexString(job.Payload)} {job.Attempt}"));
        return lines;
    }

    /// <summary>The lengths of the contents of all that was built.</summary>
    public static async Task<List<string>> DescribeContentsAsync(IStores stores)
    {
        var lines = new List<string>();
        for (var epoch = 1; epoch <= 4; epoch++)
        {
            foreach (var built in await stores.State.BuiltAsync(epoch, default)) lines.Add($"{built.Cid} {(await stores.Content.GetAsync(built.Cid, default))?.Length}");
        }

        lines.Should().HaveCount(8);
        return lines;
    }
}
