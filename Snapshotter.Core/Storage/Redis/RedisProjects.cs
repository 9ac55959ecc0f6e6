using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Reads what is kept of projects.</summary>
internal sealed class RedisProjects(RedisLink link)
{
    private static readonly string[] Outcomes = ["Successful", "Incorrect", "Missed"];

    /// <summary>Decisions of a project, or marks of undecided epochs, in ascending order from behind an epoch on.</summary>
    public async Task<IReadOnlyList<(long EpochId, string ProjectId, Cid? Cid)>> HistoryAsync(string projectId, long after, int limit, bool marks, CancellationToken cancellationToken)
    {
        var rows = new List<(long, string, Cid?)>();
        for (var offset = 0; rows.Count < limit; offset += 1000)
        {
            var found = (await link.RunAsync(
                "ZRANGEBYSCORE", cancellationToken, RedisKeys.Finality(projectId), Above(after), "+inf", "WITHSCORES", "LIMIT", offset, 1000)).Pairs().ToArray();
            rows.AddRange(found.Where(pair => RedisRecords.IsMark(pair.Key) == marks).Take(limit - rows.Count)
                .Select(pair => (RedisRecords.Number((string)pair.Value), projectId, marks ? (Cid?)null : RedisRecords.ReadDecision(pair.Key))));
            if (found.Length < 1000) break;
        }

        return rows;
    }

    /// <summary>Accounts of a project in ascending order from behind an epoch on.</summary>
    public async Task<IReadOnlyList<SubmissionReport>> ReportsAsync(string projectId, long after, int limit, CancellationToken cancellationToken)
    {
        var key = RedisKeys.Reports(projectId);
        var epochs = (await link.RunAsync("HKEYS", cancellationToken, key)).Texts().Select(RedisRecords.Number).Where(epoch => epoch > after).Order().Take(limit).ToArray();
        if (epochs.Length == 0) return [];
        var records = (await link.RunAsync("HMGET", cancellationToken, [key, .. epochs.Cast<object>()])).Items();
        return [.. epochs.Zip(records).Where(static pair => !pair.Second.IsNull).Select(pair => RedisRecords.ReadReport(pair.First, projectId, (byte[])pair.Second))];
    }

    /// <summary>The projects that have counters or a first epoch, in the order of their ids.</summary>
    public async Task<IReadOnlyList<(SubmissionTotals Totals, long? FirstEpoch)>> CountersAsync(RedisPlace from, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<(SubmissionTotals, long?)>();
        var behind = (await SortedAsync("HKEYS", RedisKeys.Projects, cancellationToken)).Where(project => CodePointOrder.Instance.Compare(project, from.Text) > 0);
        foreach (var projects in behind.Chunk(500))
        {
            var counts = (await link.RunAsync("MGET", cancellationToken, [.. projects.SelectMany(static project => Outcomes.Select(outcome => (object)RedisKeys.Counter(project, outcome)))])).Items();
            var firsts = (await link.RunAsync("HMGET", cancellationToken, [RedisKeys.FirstEpochs, .. projects])).Items();
            for (var i = 0; i < projects.Length && rows.Count < limit; i++)
            {
                var of = counts.AsSpan(3 * i, 3).ToArray().Select(static count => count.NumberOrNull() ?? 0).ToArray();
                var first = firsts[i].NumberOrNull();
                if (first is not null || Array.Exists(of, static count => count != 0)) rows.Add((new SubmissionTotals(projects[i], of[0], of[1], of[2]), first));
            }

            if (rows.Count == limit) break;
        }

        return rows;
    }

    /// <summary>The texts of a set, or the fields of a hash, in order.</summary>
    public async Task<IReadOnlyList<string>> SortedAsync(string command, string key, CancellationToken cancellationToken) =>
        [.. (await link.RunAsync(command, cancellationToken, key)).Texts().Order(CodePointOrder.Instance)];

    /// <summary>The lower bound of scores behind an epoch.</summary>
    public static string Above(long epoch) => epoch == long.MinValue ? "-inf" : $"({epoch}";
}
