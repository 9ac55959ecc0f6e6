using Snapshotter.Core.Protocol;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The statements behind the projects that the protocol state allows: each row holds from its epoch on, so that a released epoch keeps its projects whatever is told later.</summary>
internal static class SqliteAllowances
{
    /// <summary>The projects of epoch ?1. The first epoch released since a project came is its genesis; initial projects came before any.</summary>
    private const string Allowed = """
        SELECT project, epoch > 0
          AND NOT EXISTS (SELECT 1 FROM epoch AS released WHERE released.id >= now.epoch AND released.id < ?1)
          AND NOT coalesce((SELECT allowed FROM allowance WHERE name = now.name AND epoch < now.epoch ORDER BY epoch DESC LIMIT 1), 0)
        FROM allowance AS now
        WHERE allowed = 1 AND epoch = (SELECT max(epoch) FROM allowance WHERE name = now.name AND epoch <= ?1)
        ORDER BY name
        """;

    public static List<AllowedProject> Of(SqliteSession session, long epochId) =>
        session.All(Allowed, static row => new AllowedProject(row.Text(0), row.Number(1) != 0), epochId);

    public static void Write(SqliteSession session, ProjectUpdate update) => session.Execute(
        """
        INSERT INTO allowance (name, epoch, allowed, project) VALUES (?1, max(?2, 1, 1 + coalesce((SELECT max(id) FROM epoch), 0)), ?3, ?4)
        ON CONFLICT (name, epoch) DO UPDATE SET allowed = excluded.allowed, project = excluded.project
        """,
        NameOf(update.ProjectId), update.EnableEpochId, update.IsAllowed ? 1 : 0, update.ProjectId);

    /// <summary>A project of which an update was told already is left to it.</summary>
    public static void WriteInitial(SqliteSession session, string projectId) => session.Execute(
        "INSERT INTO allowance (name, epoch, allowed, project) SELECT ?1, 0, 1, ?2 WHERE NOT EXISTS (SELECT 1 FROM allowance WHERE name = ?1)",
        NameOf(projectId), projectId);

    /// <summary>Removes what no kept epoch stands on. What stays from before them is nobody's genesis any more, since the epochs that tell are gone.</summary>
    public static int Prune(SqliteSession session, long firstEpoch) =>
        session.Execute(
            "DELETE FROM allowance WHERE epoch < ?1 AND EXISTS (SELECT 1 FROM allowance AS later WHERE later.name = allowance.name AND later.epoch > allowance.epoch AND later.epoch <= ?1)",
            firstEpoch)
        + session.Execute("DELETE FROM allowance WHERE allowed = 0 AND epoch <= ?1", firstEpoch)
        + session.Execute("UPDATE allowance SET epoch = 0 WHERE epoch > 0 AND epoch < ?1", firstEpoch);

    private static string NameOf(string projectId) => projectId.ToLowerInvariant();
}
