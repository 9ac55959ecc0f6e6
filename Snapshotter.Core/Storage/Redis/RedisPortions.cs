using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Reads a part of the state a portion at a time, in an order that does not change: by epoch, or by project and epoch.</summary>
internal sealed class RedisPortions(RedisLink link)
{
    private readonly RedisEpochs _epochs = new(link);
    private readonly RedisProjects _projects = new(link);

    /// <summary>The number of records in a part: counted by the server where it can, otherwise by reading them.</summary>
    public async ValueTask<long> CountAsync(StateSection section, CancellationToken cancellationToken)
    {
        switch (section)
        {
            case StateSection.Epochs: return (long)await link.RunAsync("ZCARD", cancellationToken, RedisKeys.Epochs);
            case StateSection.Facts: return (long)await link.RunAsync("HLEN", cancellationToken, RedisKeys.Facts);
            case StateSection.Projects: return (long)await link.RunAsync("SCARD", cancellationToken, RedisKeys.StoredProjects);
        }

        var count = 0L;
        string? after = null;
        do
        {
            var portion = await ReadAsync(section, after, 1000, cancellationToken);
            count += portion.Records;
            after = portion.Next;
        }
        while (after is not null);
        return count;
    }

    /// <summary>A portion.</summary>
    public async ValueTask<StatePortion> ReadAsync(StateSection section, string? after, int limit, CancellationToken cancellationToken)
    {
        var from = RedisPlace.Parse(after);
        return section switch
        {
            StateSection.Allowances => await AllowancesAsync(from, limit, cancellationToken),
            StateSection.Epochs => Portion(await EpochsAsync(from, limit, cancellationToken), limit, static released => new(released.Epoch.Id, 0, ""), static rows => new StateChange { Released = rows }),
            StateSection.Transitions => Portion(
                await ByEpochAsync(RedisKeys.EpochsWithTransitions, from, limit, _epochs.TransitionsAsync, static one => ((long)one.Stage, one.Subject), cancellationToken),
                limit, static one => new(one.EpochId, (long)one.Stage, one.Subject), static rows => new StateChange { Transitions = rows }),
            StateSection.Built => Portion(
                await ByEpochAsync(RedisKeys.EpochsWithBuilt, from, limit, _epochs.BuiltAsync, static one => (0, one.ProjectId), cancellationToken),
                limit, static one => new(one.EpochId, 0, one.ProjectId), static rows => new StateChange { Built = rows }),
            StateSection.Outbox => Portion(
                await ByEpochAsync(RedisKeys.EpochsWithOutbox, from, limit, _epochs.OutboxAsync, static one => (0, one.ProjectId), cancellationToken),
                limit, static one => new(one.EpochId, 0, one.ProjectId), static rows => new StateChange { Outbox = rows }),
            StateSection.Jobs => Portion(
                await ByEpochAsync(RedisKeys.OpenJobs, from, limit, _epochs.JobsAsync, static one => (one.Id, ""), cancellationToken),
                limit, static one => new(one.Job.EpochId, one.Id, ""), static rows => new StateChange { Enqueued = [.. rows.Select(static row => row.Job)] }),
            StateSection.Finality => Portion(
                await ByProjectAsync(from, limit, (project, epoch, most, token) => _projects.HistoryAsync(project, epoch, most, marks: false, token), cancellationToken),
                limit, static one => new(one.EpochId, 0, one.ProjectId),
                static rows => new StateChange { Finalized = [.. rows.Select(static row => new FinalizedSnapshot(row.EpochId, row.ProjectId, row.Cid!.Value))] }),
            StateSection.Undecided => Portion(
                await ByProjectAsync(from, limit, (project, epoch, most, token) => _projects.HistoryAsync(project, epoch, most, marks: true, token), cancellationToken),
                limit, static one => new(one.EpochId, 0, one.ProjectId),
                static rows => new StateChange { Undecided = [.. rows.Select(static row => new UndecidedEpoch(row.EpochId, row.ProjectId))] }),
            StateSection.Reports => Portion(
                await ByProjectAsync(from, limit, _projects.ReportsAsync, cancellationToken),
                limit, static one => new(one.EpochId, 0, one.ProjectId), static rows => new StateChange { Reports = rows }),
            StateSection.Projects => await ProjectsAsync(cancellationToken),
            StateSection.Counters => Portion(
                await _projects.CountersAsync(from, limit, cancellationToken), limit, static one => new(0, 0, one.Totals.ProjectId),
                static rows => new StateChange
                {
                    Totals = [.. rows.Select(static row => row.Totals)],
                    FirstEpochs = [.. rows.Where(static row => row.FirstEpoch is not null).Select(static row => new FirstEpoch(row.Totals.ProjectId, row.FirstEpoch!.Value))],
                }),
            StateSection.Facts => Portion(await FactsAsync(from, limit, cancellationToken), limit, static fact => new(0, 0, fact.Key), static rows => new StateChange { Facts = rows }),
            _ => throw new ArgumentOutOfRangeException(nameof(section), section, "There is no such part of the state."),
        };
    }

    private static StatePortion Portion<T>(IReadOnlyList<T> rows, int limit, Func<T, RedisPlace> placeOf, Func<IReadOnlyList<T>, StateChange> change) =>
        new(change(rows), rows.Count, rows.Count == limit ? placeOf(rows[^1]).ToString() : null);

    private async Task<IReadOnlyList<Epochs.ReleasedEpoch>> EpochsAsync(RedisPlace from, int limit, CancellationToken cancellationToken) =>
        [.. (await link.RunAsync("ZRANGEBYSCORE", cancellationToken, RedisKeys.Epochs, RedisProjects.Above(from.Epoch), "+inf", "LIMIT", 0, limit)).Texts().Select(RedisRecords.ReadEpoch)];

    /// <summary>Records of epochs in ascending order, from behind a place on.</summary>
    private async Task<IReadOnlyList<T>> ByEpochAsync<T>(
        string epochs, RedisPlace from, int limit, Func<long, CancellationToken, Task<IReadOnlyList<T>>> read, Func<T, (long Number, string Text)> keyOf, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var next = from.Epoch == long.MinValue ? "-inf" : $"{from.Epoch}";
        while (rows.Count < limit)
        {
            var found = (await link.RunAsync("ZRANGEBYSCORE", cancellationToken, epochs, next, "+inf", "LIMIT", 0, 1)).Texts();
            if (found.Length == 0) break;
            var epochId = RedisRecords.Number(found[0]);
            var all = await read(epochId, cancellationToken);
            rows.AddRange((epochId == from.Epoch ? all.Where(row => IsBehind(keyOf(row), from)) : all).Take(limit - rows.Count));
            next = $"({epochId}";
        }

        return rows;
    }

    /// <summary>Records of projects in the order of their ids, and of each in ascending order of epochs, from behind a place on.</summary>
    private async Task<IReadOnlyList<T>> ByProjectAsync<T>(
        RedisPlace from, int limit, Func<string, long, int, CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        foreach (var project in await _projects.SortedAsync("HKEYS", RedisKeys.Projects, cancellationToken))
        {
            var order = CodePointOrder.Instance.Compare(project, from.Text);
            if (order < 0) continue;
            rows.AddRange(await read(project, order == 0 ? from.Epoch : long.MinValue, limit - rows.Count, cancellationToken));
            if (rows.Count == limit) break;
        }

        return rows;
    }

    private async Task<StatePortion> AllowancesAsync(RedisPlace from, int limit, CancellationToken cancellationToken)
    {
        var rows = (await link.RunAsync(RedisScripts.Allowances, new RedisArguments(), cancellationToken)).Texts().Chunk(4)
            .Select(static row => (Name: row[0], Update: new ProjectUpdate(row[3], row[2] == "1", RedisRecords.Number(row[1]))))
            .OrderBy(static row => row.Name, CodePointOrder.Instance).ThenBy(static row => row.Update.EnableEpochId)
            .Where(row => IsBehind((row.Update.EnableEpochId, row.Name), from))
            .Take(limit).ToArray();
        return Portion(rows, limit, static row => new(row.Update.EnableEpochId, row.Update.EnableEpochId, row.Name), static rows => new StateChange
        {
            InitialProjects = [.. rows.Where(static row => row.Update.EnableEpochId == 0).Select(static row => row.Update.ProjectId)],
            ProjectUpdates = [.. rows.Where(static row => row.Update.EnableEpochId != 0).Select(static row => row.Update)],
        });

        static bool IsBehind((long Epoch, string Name) key, RedisPlace from) =>
            CodePointOrder.Instance.Compare(key.Name, from.Text) is var order && (order > 0 || (order == 0 && key.Epoch > from.Epoch));
    }

    // Naming some projects would disown the others, and their number is that of the configuration: they come together.
    private async Task<StatePortion> ProjectsAsync(CancellationToken cancellationToken)
    {
        var own = await _projects.SortedAsync("SMEMBERS", RedisKeys.OwnProjects, cancellationToken);
        var stored = await _projects.SortedAsync("SMEMBERS", RedisKeys.StoredProjects, cancellationToken);
        return new StatePortion(new StateChange { Projects = own.Count > 0 ? own : null, Arisen = [.. stored.Except(own)] }, stored.Count, null);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, byte[]>>> FactsAsync(RedisPlace from, int limit, CancellationToken cancellationToken)
    {
        string[] keys = [.. (await _projects.SortedAsync("HKEYS", RedisKeys.Facts, cancellationToken)).Where(key => CodePointOrder.Instance.Compare(key, from.Text) > 0).Take(limit)];
        if (keys.Length == 0) return [];
        var values = (await link.RunAsync("HMGET", cancellationToken, [RedisKeys.Facts, .. keys])).Items();
        return [.. keys.Zip(values).Where(static pair => !pair.Second.IsNull).Select(static pair => KeyValuePair.Create(pair.First, (byte[])pair.Second))];
    }

    private static bool IsBehind((long Number, string Text) key, RedisPlace place) =>
        key.Number > place.Number || (key.Number == place.Number && CodePointOrder.Instance.Compare(key.Text, place.Text) > 0);

}
