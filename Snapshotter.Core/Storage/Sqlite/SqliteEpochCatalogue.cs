using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>Lists the epochs of the embedded store. The next epoch of a filter is one seek in an index; only what is listed is read.</summary>
public sealed class SqliteEpochCatalogue(SqliteStateStore store) : IEpochCatalogue
{
    private const string Columns = SqliteStateStore.EpochColumns;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpochLine>> PageAsync(EpochFilter filter, long? before, int limit, CancellationToken cancellationToken) =>
        new(store.Database.ReadTogether<IReadOnlyList<EpochLine>>(session => [.. Ids(session, filter, before ?? long.MaxValue).Take(limit).Select(id => Line(session, id)).OfType<EpochLine>()]));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProjectEpoch>> OfProjectAsync(string projectId, int epochs, CancellationToken cancellationToken) =>
        new(store.Database.ReadTogether<IReadOnlyList<ProjectEpoch>>(session =>
        {
            var latest = session.All("SELECT id, released_at FROM epoch ORDER BY id DESC LIMIT ?1", static row => (Id: row.Number(0), At: row.Number(1)), epochs);
            return [.. latest.Select(epoch => new ProjectEpoch(epoch.Id, epoch.At, CidOf(session, epoch.Id, projectId), StagesOf(session, epoch.Id, projectId))).Where(static one => one.Stages.Count > 0)];
        }));

    /// <inheritdoc/>
    public ValueTask<EpochLine?> EpochAsync(long epochId, CancellationToken cancellationToken) => new(store.Database.ReadTogether(session => Line(session, epochId)));

    /// <summary>The statement for the highest epoch of a filter below ?1.</summary>
    internal static string NextSql(EpochFilter filter) => filter switch
    {
        EpochFilter.InWork => "SELECT max(epoch) FROM job WHERE epoch < ?1",
        EpochFilter.Failing => "SELECT max(epoch) FROM transition WHERE error IS NOT NULL AND epoch < ?1",
        _ => "SELECT max(id) FROM epoch WHERE id < ?1",
    };

    private static IEnumerable<long> Ids(SqliteSession session, EpochFilter filter, long before)
    {
        while (session.Number(NextSql(filter), before) is { } next)
        {
            yield return next;
            before = next;
        }
    }

    // Each stage is a seek of its own: a range of stages would read the whole epoch.
    private static List<Transition> StagesOf(SqliteSession session, long epoch, string project) => session.All(
        "SELECT stage, error, extra, at FROM transition WHERE epoch = ?1 AND stage IN (2, 3, 4, 5) AND subject = ?2 ORDER BY stage",
        row => new Transition(epoch, (Stage)row.Number(0), project, row.TextOrNull(1), row.TextOrNull(2), row.Number(3)), epoch, project);

    private static Cid? CidOf(SqliteSession session, long epoch, string project) =>
        session.First("SELECT cid FROM built WHERE epoch = ?1 AND project = (SELECT id FROM project WHERE name = ?2)", static row => row.Bytes(0), epoch, project) is { } bytes ? SqliteCid.Read(bytes) : null;

    private static EpochLine? Line(SqliteSession session, long id)
    {
        var epoch = session.First($"SELECT {Columns} FROM epoch WHERE id = ?1", static row => SqliteStateStore.ReadEpoch(row, 0), id);
        return epoch is null ? null : new EpochLine(
            epoch,
            (int)session.Number("SELECT count(*) FROM (SELECT 1 FROM job WHERE epoch = ?1 LIMIT ?2)", id, EpochLine.MaxJobs)!.Value,
            session.All(
                "SELECT stage, count(*), count(error), min(at), max(at) FROM transition WHERE epoch = ?1 GROUP BY stage ORDER BY stage",
                static row => new StageLine((Stage)row.Number(0), row.Number(1), row.Number(2), row.Number(3), row.Number(4)), id));
    }
}
