using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Reads what is kept of an epoch.</summary>
internal sealed class RedisEpochs(RedisLink link)
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    /// <summary>The outcomes of an epoch's stages, ordered by stage, then subject.</summary>
    public async Task<IReadOnlyList<Transition>> TransitionsAsync(long epochId, CancellationToken cancellationToken)
    {
        var stages = await Task.WhenAll(Stages.Select(async stage => (await link.RunAsync("HGETALL", cancellationToken, RedisKeys.Stage(epochId, stage))).Pairs()
            .Select(pair => RedisRecords.ReadTransition(epochId, stage, pair.Key, (byte[])pair.Value))
            .OrderBy(static transition => transition.Subject, CodePointOrder.Instance).ToArray()));
        return [.. stages.SelectMany(static transitions => transitions)];
    }

    /// <summary>What was built in an epoch, ordered by project.</summary>
    public async Task<IReadOnlyList<BuiltSnapshot>> BuiltAsync(long epochId, CancellationToken cancellationToken) =>
        [.. (await link.RunAsync("HGETALL", cancellationToken, RedisKeys.Built(epochId))).Pairs()
            .Select(pair => RedisRecords.ReadBuilt(epochId, pair.Key, (byte[])pair.Value))
            .OrderBy(static built => built.ProjectId, CodePointOrder.Instance)];

    /// <summary>The submissions of an epoch that are on their way or ended lately, ordered by project.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> OutboxAsync(long epochId, CancellationToken cancellationToken) =>
        [.. (await link.RunAsync("HGETALL", cancellationToken, RedisKeys.OutboxOf(epochId))).Pairs()
            .Select(pair => RedisRecords.ReadOutbox(epochId, pair.Key, (byte[])pair.Value))
            .OrderBy(static entry => entry.ProjectId, CodePointOrder.Instance)];

    /// <summary>The jobs of an epoch in the order in which they were queued.</summary>
    public async Task<IReadOnlyList<(long Id, NewJob Job)>> JobsAsync(long epochId, CancellationToken cancellationToken)
    {
        var entries = link.RunAsync("XRANGE", cancellationToken, RedisKeys.Jobs(epochId), "-", "+").AsTask();

        // Entries of jobs that are done stay until the last one is.
        var left = (await link.RunAsync("HVALS", cancellationToken, RedisKeys.JobNames(epochId))).Texts().ToHashSet(StringComparer.Ordinal);
        return [.. (await entries).Items().Select(static entry => entry.Items()).Select(static parts => (Id: ((string)parts[0]).Split('-')[0], Fields: parts[1].Items())).Where(entry => left.Contains(entry.Id)).Select(entry =>
        {
            var fields = entry.Fields;
            return (RedisRecords.Number(entry.Id), EarlierEpochs.AsQueued(new NewJob((string)fields[1], epochId, (string)fields[3], (byte[])fields[5]), fields.Length > 9 ? (long)fields[9] : null));
        })];
    }
}
