using Snapshotter.Core.Jobs;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Writes a change as the arguments of the scripts that take it in (<c>change.lua</c> reads them by their names), and checks all of it before anything is sent.</summary>
internal static class RedisChange
{
    /// <summary>Adds the change, written at a time in Unix milliseconds of this host, of which the server's clock is <paramref name="ahead"/>. <paramref name="projects"/> are those to become the node's own, or null to leave them.</summary>
    /// <exception cref="StorageException">A part of it cannot be written.</exception>
    public static RedisArguments AddChange(this RedisArguments arguments, StateChange change, IReadOnlyList<string>? projects, long writtenAt, long ahead)
    {
        try
        {
            Add(arguments.Add(writtenAt).Add(ahead), change, projects);
            return arguments;
        }
        catch (Exception exception) when (exception is ArgumentException or NullReferenceException or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new StorageException($"A part of the change cannot be written to Redis: {exception.Message}", exception);
        }
    }

    private static void Add(RedisArguments arguments, StateChange change, IReadOnlyList<string>? projects)
    {
        arguments
            .AddAll([.. change.Forked.Where(static forked => forked.IsRebuilt)], static (to, forked) => to.Add(forked.EpochId))
            .AddPart("withdrawn", change.Withdrawn, static (to, epoch) => to.Add(epoch))
            .AddPart("reanchored", change.Reanchored, static (to, released) => to.Add(released.Epoch.Id).Add(RedisRecords.Write(released)))
            .AddPart("reverted", change.Reverted, static (to, reverted) => to.Add(reverted.ProjectId).Add(reverted.EpochId).Add(reverted.Cid.ToString()))
            .AddPart("released", change.Released, static (to, released) => to.Add(released.Epoch.Id).Add(RedisRecords.Write(released)).Add(released.ReleasedAt))
            .AddPart("own", projects is null ? (IReadOnlyList<IReadOnlyList<string>>)[] : [projects], static (to, all) => to.AddAll(all, static (list, project) => list.Add(project)))
            .AddPart("arisen", change.Arisen, static (to, project) => to.Add(project))
            .AddPart("initial", change.InitialProjects, static (to, project) => to.Add(NameOf(project)).Add(project))
            .AddPart("allowed", change.ProjectUpdates, static (to, update) => to.Add(NameOf(update.ProjectId)).Add(update.EnableEpochId).Add(update.IsAllowed ? 1 : 0).Add(update.ProjectId))
            .AddPart("transitions", change.Transitions, static (to, transition) => to.Add(transition.EpochId).Add(StageNames.NameOf(transition.Stage)).Add(transition.Subject).Add(RedisRecords.Write(transition))
                .Add(transition.Succeeded ? 0 : 1).Add(transition.Timestamp))
            .AddPart("built", change.Built, static (to, built) => to.Add(built.EpochId).Add(built.ProjectId).Add(RedisRecords.Write(built)))
            .AddPart("finalized", change.Finalized, static (to, finalized) => to.Add(finalized.EpochId).Add(finalized.ProjectId).Add(finalized.Cid.ToString()))
            .AddPart("outbox", change.Outbox, static (to, entry) => to.Add(entry.EpochId).Add(entry.ProjectId).Add((int)entry.State).Add(RedisRecords.Write(entry)))
            .AddPart("undecided", change.Undecided, static (to, undecided) => to.Add(undecided.EpochId).Add(undecided.ProjectId).Add(undecided.LearntIn))
            .AddPart("first", change.FirstEpochs, static (to, first) => to.Add(first.ProjectId).Add(first.EpochId))
            .AddPart("reports", change.Reports, static (to, report) => to.Add(report.ProjectId).Add(report.EpochId).Add(RedisRecords.NameOf(report.Outcome)).Add(RedisRecords.Write(report)))
            .AddPart("totals", change.Totals, static (to, totals) => to.Add(totals.ProjectId).Add(totals.Successful).Add(totals.Incorrect).Add(totals.Missed))
            .AddPart("facts", change.Facts, static (to, fact) => to.Add(fact.Key).Add(fact.Value))
            .AddPart("contents", change.Contents, static (to, content) => to.Add(content.EpochId).Add(content.Cid.ToString()).Add(content.IsToBePinned ? 1 : 0).Add(content.Bytes.ToArray()))
            .AddPart("jobs", change.Enqueued, AddJob)
            .Add("");
    }

    /// <summary>A part under its name; one without items does not appear.</summary>
    private static RedisArguments AddPart<T>(this RedisArguments arguments, string name, IReadOnlyCollection<T> items, Action<RedisArguments, T> add) =>
        items.Count == 0 ? arguments : arguments.Add(name).AddAll(items, add);

    private static void AddJob(RedisArguments to, NewJob job) => to
        .Add(job.EpochId).Add(job.Kind).Add(job.Key).Add(job.Payload).Add(job.NotBefore?.ToUnixTimeMilliseconds() ?? 0).Add(job.AfterEarlierEpochs ? 1 : 0)
        .AddAll(job.WaitsFor, static (list, project) => list.Add(project))
        .AddAll(job.EndsAfter, static (list, kind) => list.Add(kind));

    private static string NameOf(string projectId) => projectId.ToLowerInvariant();
}
