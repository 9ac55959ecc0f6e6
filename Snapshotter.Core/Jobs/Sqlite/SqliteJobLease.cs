using System.Globalization;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Jobs.Sqlite;

/// <summary>The statements that lease jobs. The table knows kinds and no queues: what an offer leaves out is left out by its kinds.</summary>
internal static class SqliteJobLease
{
    // The number stands in the text, as in the partial index that the statement reads.
    private static readonly string WakeSql = string.Create(CultureInfo.InvariantCulture, $"UPDATE job SET due = 0 WHERE due = {EarlierEpochs.Due} AND epoch = (SELECT min(epoch) FROM job)");

    private const string Leasing = "UPDATE job SET leased = 1, deliveries = deliveries + 1, due = ?3, started = ?1 WHERE (epoch, kind, key)";

    /// <summary>
    /// Leases due jobs for an offer. When there is none, it is told when the next is due. What waited for earlier epochs and belongs to the lowest one now is due as well, and it is told whether there was any.
    /// </summary>
    public static (List<Job> Jobs, long? NextDue, bool IsWoken) Lease(SqliteSession session, JobOffer offer, long now, TimeSpan lease)
    {
        var isWoken = session.Execute(WakeSql) > 0;
        var endsAt = now + (long)lease.TotalMilliseconds;
        var (jobs, nextDue) = offer.IsOpen ? LeaseAny(session, offer, now, endsAt) : LeaseShares(session, offer, now, endsAt);
        return (jobs, nextDue, isWoken);
    }

    private static (List<Job> Jobs, long? NextDue) LeaseAny(SqliteSession session, JobOffer offer, long now, long endsAt)
    {
        var jobs = session.All(
            $"{Leasing} IN (SELECT epoch, kind, key FROM job WHERE due <= ?1 ORDER BY epoch, id LIMIT ?2) RETURNING {SqliteJobQueue.Columns}",
            SqliteJobQueue.ReadJob, now, offer.Max, endsAt);
        if (jobs.Count == 0) return (jobs, session.Number("SELECT min(due) FROM job"));
        jobs.Sort((left, right) => (left.EpochId, left.Id).CompareTo((right.EpochId, right.Id)));
        return (jobs, null);
    }

    private static (List<Job> Jobs, long? NextDue) LeaseShares(SqliteSession session, JobOffer offer, long now, long endsAt)
    {
        var jobs = new List<Job>();
        foreach (var alike in offer.Shares.GroupBy(static share => share.Priority))
        {
            var left = offer.Max - jobs.Count;
            if (left == 0) break;
            var due = alike.SelectMany(share => Due(session, share, now, left)).OrderBy(static job => job.Epoch).ThenBy(static job => job.Id).Take(left);
            jobs.AddRange(due.Select(job => session.First($"{Leasing} = (?2, ?4, ?5) RETURNING {SqliteJobQueue.Columns}", SqliteJobQueue.ReadJob, now, job.Epoch, endsAt, job.Kind, job.Key)!));
        }

        // What is due and left out waits for a slot or for another process, not for its time.
        return (jobs, jobs.Count > 0 ? null : session.Number("SELECT min(due) FROM job WHERE due > ?1", now));
    }

    /// <summary>The jobs of a share in their order. Its kinds are names that the code gives, and few lists of them occur, so that each is a statement of its own.</summary>
    private static List<(long Epoch, long Id, string Kind, string Key)> Due(SqliteSession session, JobShare share, long now, int left) => session.All(
        $"""
        SELECT epoch, id, kind, key FROM job WHERE due <= ?1 AND kind {(share.IsAllBut ? "NOT IN" : "IN")} ({string.Join(", ", share.Kinds.Select(static kind => $"'{kind}'"))})
        ORDER BY epoch, id LIMIT ?2
        """,
        static row => (row.Number(0), row.Number(1), row.Text(2), row.Text(3)), now, Math.Min(share.Most, left));
}
