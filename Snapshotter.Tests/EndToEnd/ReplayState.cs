using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>All that a finished replay left in its data folder, as text without the times of the run.</summary>
internal static class ReplayState
{
    public static async Task<List<string>> ReadAsync(string folder, int epochs)
    {
        await using var state = SqliteStateStore.Open(folder);
        await using var content = SqliteContentStore.Open(folder);
        using var queue = new SqliteJobQueue(state, new SteadyTime(TimeProvider.System));
        (await queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 0, 0));

        var totals = await state.SubmissionTotalsAsync(default);
        string[] ids = [.. totals.Select(static total => total.ProjectId)];
        var lines = totals.Select(static total => total.ToString()).ToList();
        var reports = await state.EpochReportsAsync(epochs + 100, epochs + 100, default);
        reports.Select(static report => report.Epoch.Epoch.Id).Should().Equal(Enumerable.Range(1, epochs).Reverse().Select(static epoch => (long)epoch));
        foreach (var report in reports)
        {
            lines.Add((report.Epoch with { ReleasedAt = 0 }).ToString());
            lines.AddRange(report.Transitions.Select(static transition => (transition with { Timestamp = 0 }).ToString()));
            var built = await state.BuiltCidsAsync(report.Epoch.Epoch.Id, ids, default);
            for (var i = 0; i < ids.Length; i++)
            {
                var final = await state.FinalizedCidAsync(report.Epoch.Epoch.Id, ids[i], default);
                var length = built[i] is { } cid ? (await content.GetAsync(cid, default))!.Value.Length : 0;
                lines.Add($"{report.Epoch.Epoch.Id} {ids[i]} {built[i]} {final} {length}");
            }
        }

        foreach (var id in ids) lines.AddRange((await state.SubmissionReportsAsync(id, epochs + 1, default)).Select(static report => report.ToString()));
        return lines;
    }
}
