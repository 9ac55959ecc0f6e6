using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage.Redis;
using StackExchange.Redis;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>Reads jobs as <c>rows.lua</c> describes them.</summary>
internal static class RedisJobRows
{
    /// <summary>A job with its place in the list. The ends of leases and waits are the server's time, which is ahead of this host's.</summary>
    public static (long Place, JobRecord Record) Read(RedisResult row, long ahead)
    {
        var parts = row.Items();
        var state = (JobState)(int)parts[5];
        var isServers = (state is JobState.Scheduled or JobState.Processing) && parts[10].NumberOrNull() != EarlierEpochs.Due;
        return ((long)parts[0], EarlierEpochs.AsShown(new JobRecord((long)parts[1], (string)parts[2], (long)parts[3], (string)parts[4], state, (int)parts[6], (int)parts[7])
        {
            QueuedAt = TimeIn(parts[8], 0),
            StartedAt = TimeIn(parts[9], 0),
            At = TimeIn(parts[10], isServers ? ahead : 0),
            Reason = (string)parts[11] is { Length: > 0 } reason ? reason : null,
        }));
    }

    /// <summary>A failed attempt at a job (<c>jobs_failures.lua</c>).</summary>
    public static FailedAttempt ReadFailure(long id, RedisResult row)
    {
        var parts = row.Items();
        return new FailedAttempt(
            new Job(id, (string)parts[0], (long)parts[1], (string)parts[2], [], (int)parts[3], (int)parts[4]),
            DateTimeOffset.FromUnixTimeMilliseconds((long)parts[5]), (string)parts[6], (string)parts[7]);
    }

    /// <summary>The stretches of an hour: fields are the beginning of a stretch and what is counted.</summary>
    public static IEnumerable<JobPace> ReadPace(RedisResult hour) => hour.Pairs()
        .Select(static pair => (Parts: pair.Key.Split(':'), Count: (long)pair.Value))
        .GroupBy(static field => RedisRecords.Number(field.Parts[0]))
        .Select(static stretch => new JobPace(stretch.Key, Sum(stretch, "done"), Sum(stretch, "failed")));

    private static long Sum(IEnumerable<(string[] Parts, long Count)> stretch, string what) => stretch.Where(field => field.Parts[1] == what).Sum(static field => field.Count);

    private static DateTimeOffset? TimeIn(RedisResult part, long ahead) =>
        part.NumberOrNull() is { } at && at > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(at - ahead) : null;
}
