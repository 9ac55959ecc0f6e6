using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// The state store that many hosts share. A change is one script, in which the queue lies as well: the server runs it as one step, and writes
/// it into its log as one, so that a stage's result and the jobs that follow survive together or not at all.
/// </summary>
/// <param name="link">The server.</param>
/// <param name="time">The clock by which jobs are dated.</param>
/// <param name="keepJobs">The most jobs that ended of which something is kept.</param>
public sealed class RedisStateStore(RedisLink link, TimeProvider? time = null, int keepJobs = RetentionOptions.DefaultKeepJobs) : IStateStore
{
    /// <summary>After how many records a portion of a prune ends: a few milliseconds, for which the server does nothing else.</summary>
    private const int PrunePortion = 2000;

    /// <summary>What <c>commit.lua</c> answers where the change is of a turn that another host has taken over.</summary>
    private const int TurnIsOver = -1;

    /// <summary>How far the server's clock is ahead while that is not known.</summary>
    private const long Unknown = long.MinValue;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly RedisEpochs _epochs = new(link);
    private readonly RedisPortions _portions = new(link);
    private IReadOnlyList<string>? _own;
    private long _ahead = Unknown;

    /// <inheritdoc/>
    public event Action<StateChange>? Committed;

    internal RedisLink Link => link;

    /// <summary>The most jobs that ended of which something is kept.</summary>
    internal int KeepJobs => keepJobs;

    internal HeldTurn Turn { get; } = new();

    internal CompletingEpochs Completing { get; } = new();

    /// <summary>This host's time in Unix milliseconds.</summary>
    internal long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public async ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken)
    {
        // Whoever completes a job knows already.
        if (change.Enqueued.Any(static job => job.NotBefore is not null)) await AheadAsync(cancellationToken);
        var outcome = (int)await link.RunAsync(RedisScripts.Commit, AddResult(RedisArguments.Of(KeepJobs, change.IsOfTurn ? Turn.Number : 0), change), cancellationToken);
        if (outcome == TurnIsOver) throw new StorageException("Nothing was written: another host detects epochs now, because this one was not heard of for too long.");
        if (outcome == 1) Tell(change);
        return outcome == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) =>
        (await link.RunAsync("ZREVRANGE", cancellationToken, RedisKeys.Epochs, 0, 0)).Texts().Select(RedisRecords.ReadEpoch).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) =>
        (await link.RunAsync("ZRANGEBYSCORE", cancellationToken, RedisKeys.Epochs, epochId, epochId)).Texts().Select(RedisRecords.ReadEpoch).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken)
    {
        var epochs = (await link.RunAsync("ZREVRANGEBYSCORE", cancellationToken, RedisKeys.Epochs, newest, newest - count + 1)).Texts().Select(RedisRecords.ReadEpoch);
        return await Task.WhenAll(epochs.Select(async epoch => new EpochReport(epoch, await _epochs.TransitionsAsync(epoch.Epoch.Id, cancellationToken))));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Cid?>> BuiltCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken)
    {
        if (projectIds.Count == 0) return [];
        var records = (await link.RunAsync("HMGET", cancellationToken, [RedisKeys.Built(epochId), .. projectIds])).Items();
        return Array.ConvertAll(records, record => record.IsNull ? (Cid?)null : RedisRecords.ReadBuilt(epochId, "", (byte[])record).Cid);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BuiltSnapshot>> BuiltAsync(long epochId, CancellationToken cancellationToken) =>
        [.. (await _epochs.BuiltAsync(epochId, cancellationToken)).Select(static built => built with { IsSubmitted = true })];

    /// <inheritdoc/>
    public async ValueTask<Cid?> FinalizedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) =>
        await FinalizedCidsAsync(projectId, epochId, epochId, cancellationToken) is [var decided] ? decided.Cid : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Cid?>> DecidedCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken)
    {
        if (projectIds.Count == 0) return [];
        var arguments = RedisArguments.Of(epochId).AddAll(projectIds, static (to, projectId) => to.Add(projectId));
        var decided = (await link.RunAsync(RedisScripts.DecidedIn, arguments, cancellationToken)).Items();
        return Array.ConvertAll(decided, static record => record.IsNull ? (Cid?)null : RedisRecords.ReadDecision((string)record));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FinalizedSnapshot>> FinalizedCidsAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        [.. (await HistoryAsync(projectId, fromEpochId, toEpochId, cancellationToken))
            .Where(static entry => entry.Cid is not null)
            .Select(entry => new FinalizedSnapshot(entry.EpochId, projectId, entry.Cid!.Value))];

    /// <inheritdoc/>
    public async ValueTask<long?> LastFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        (await link.RunAsync("GET", cancellationToken, RedisKeys.LastFinalized(projectId))).NumberOrNull();

    /// <inheritdoc/>
    public async ValueTask<long?> FirstFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        (await link.RunAsync(RedisScripts.FirstDecided, RedisArguments.Of(projectId), cancellationToken)).NumberOrNull();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<HistoryEntry>> HistoryAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        [.. (await link.RunAsync("ZRANGEBYSCORE", cancellationToken, RedisKeys.Finality(projectId), fromEpochId, toEpochId, "WITHSCORES")).Pairs()
            .Select(static pair => EntryOf(pair.Key, pair.Value))
            .GroupBy(static entry => entry.EpochId)
            .Select(static entries => entries.FirstOrDefault(static entry => entry.Cid is not null) ?? entries.First())];

    /// <inheritdoc/>
    public async ValueTask<HistoryEntry?> LatestHistoryAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) =>
        // Of one epoch the mark comes first: "null_" lies above every CID.
        (await link.RunAsync("ZREVRANGEBYSCORE", cancellationToken, RedisKeys.Finality(projectId), $"({beforeEpochId}", "-inf", "WITHSCORES", "LIMIT", 0, 1)).Pairs()
            .Select(static pair => EntryOf(pair.Key, pair.Value)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<long?> FirstEpochAsync(string projectId, CancellationToken cancellationToken) =>
        (await link.RunAsync("HGET", cancellationToken, RedisKeys.FirstEpochs, projectId)).NumberOrNull();

    /// <inheritdoc/>
    public async ValueTask<Cid?> SubmittedCidAsync(long epochId, string projectId, CancellationToken cancellationToken)
    {
        var record = await link.RunAsync("HGET", cancellationToken, RedisKeys.Built(epochId), projectId);
        return !record.IsNull && RedisRecords.ReadBuilt(epochId, projectId, (byte[])record) is { IsSubmitted: true } built ? built.Cid : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsSubmittedAsync(long epochId, CancellationToken cancellationToken) =>
        (await _epochs.TransitionsAsync(epochId, cancellationToken)).Any(static transition => transition is { Stage: Stage.RelayerSend, Succeeded: true })
        || (await _epochs.OutboxAsync(epochId, cancellationToken)).Any(static entry => entry.State >= OutboxState.Signed);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OutboxEntry>> OutboxAsync(int limit, CancellationToken cancellationToken)
    {
        var open = (await link.RunAsync("ZRANGE", cancellationToken, RedisKeys.Outbox, 0, limit - 1)).Texts().Select(static member => member.Split(':', 2));
        var entries = await Task.WhenAll(open.Select(async parts =>
        {
            var epochId = RedisRecords.Number(parts[0]);
            var record = await link.RunAsync("HGET", cancellationToken, RedisKeys.OutboxOf(epochId), parts[1]);
            return record.IsNull ? null : RedisRecords.ReadOutbox(epochId, parts[1], (byte[])record);
        }));
        return [.. entries.OfType<OutboxEntry>()];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OutboxEntry>> EpochOutboxAsync(long epochId, CancellationToken cancellationToken) => await _epochs.OutboxAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(Remembered what, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(what)) throw new ArgumentOutOfRangeException(nameof(what), what, "There is nothing of this kind to forget.");
        await link.RunAsync(RedisScripts.Forget, RedisArguments.Of($"{what}"), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SubmissionTotals>> SubmissionTotalsAsync(CancellationToken cancellationToken)
    {
        var totals = (await link.RunAsync(RedisScripts.Totals, new RedisArguments(), cancellationToken)).Texts().Chunk(4)
            .Select(static of => new SubmissionTotals(of[0], RedisRecords.Number(of[1]), RedisRecords.Number(of[2]), RedisRecords.Number(of[3])));
        return [.. totals.OrderBy(static of => of.ProjectId, CodePointOrder.Instance)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SubmissionReport>> SubmissionReportsAsync(string projectId, int limit, CancellationToken cancellationToken) =>
        [.. (await link.RunAsync(RedisScripts.Reports, RedisArguments.Of(projectId, limit), cancellationToken)).Pairs()
            .Select(pair => RedisRecords.ReadReport(RedisRecords.Number(pair.Key), projectId, (byte[])pair.Value)).Reverse()];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AllowedProject>> AllowedProjectsAsync(long epochId, CancellationToken cancellationToken) =>
        [.. (await link.RunAsync(RedisScripts.Allowed, RedisArguments.Of(epochId), cancellationToken)).Texts().Chunk(3)
            .OrderBy(static row => row[0], CodePointOrder.Instance)
            .Select(static row => new AllowedProject(row[1], row[2] == "1"))];

    /// <inheritdoc/>
    public async ValueTask<byte[]?> FactAsync(string key, CancellationToken cancellationToken) =>
        (byte[])await link.RunAsync("HGET", cancellationToken, RedisKeys.Facts, key);

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(StateSection section, CancellationToken cancellationToken) => _portions.CountAsync(section, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StatePortion> PortionAsync(StateSection section, string? after, int limit, CancellationToken cancellationToken) =>
        _portions.ReadAsync(section, after, limit, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> PruneAsync(Retention retention, CancellationToken cancellationToken) =>
        (int)await link.RunAsync(RedisScripts.Prune, RedisArguments.Of(retention.FirstEpoch, retention.FirstTransitions, PrunePortion), cancellationToken) == 1;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What <see cref="AheadAsync"/> told; 0 while nobody asked.</summary>
    internal long Ahead => Interlocked.Read(ref _ahead) is var known && known == Unknown ? 0 : known;

    /// <summary>By how many milliseconds the server's clock is ahead of this host's, as it was when that was first asked. Leases are measured by the server's, so that hosts need not agree.</summary>
    internal async ValueTask<long> AheadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Read(ref _ahead) is var known && known != Unknown) return known;
        var server = (await link.RunAsync("TIME", cancellationToken)).Texts();
        Interlocked.CompareExchange(ref _ahead, (RedisRecords.Number(server[0]) * 1000) + (RedisRecords.Number(server[1]) / 1000) - Now, Unknown);
        return Interlocked.Read(ref _ahead);
    }

    /// <summary>The projects of the change, or null where they are those that were written last: every epoch names them, mostly by the same list.</summary>
    internal IReadOnlyList<string>? ProjectsOf(StateChange change) => ReferenceEquals(_own, change.Projects) ? null : change.Projects;

    /// <summary>Adds a change and the job that it completes (<c>result.lua</c>).</summary>
    /// <exception cref="StorageException">A part of it cannot be written.</exception>
    internal RedisArguments AddResult(RedisArguments arguments, StateChange change)
    {
        if (change.Completed is { } job)
        {
            arguments.Add(1).Add(job.EpochId).Add(job.Id).Add(job.Kind).Add(job.Key)
                .Add(job.Attempt).Add(job.Deliveries).Add(job.Times?.QueuedAt ?? 0).Add(job.Times?.StartedAt ?? 0);
        }
        else
        {
            arguments.Add(0);
        }

        return arguments.AddChange(change, ProjectsOf(change), Now, Ahead);
    }

    /// <summary>Tells of a change that is durable.</summary>
    internal void Tell(StateChange change)
    {
        if (change.Projects is { } projects) _own = projects;
        Committed?.Invoke(change);
    }

    private static HistoryEntry EntryOf(string member, RedisResult score) =>
        new(RedisRecords.Number((string)score), RedisRecords.IsMark(member) ? null : RedisRecords.ReadDecision(member));
}
