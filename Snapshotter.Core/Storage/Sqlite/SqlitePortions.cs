using System.Globalization;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>Reads a part of the state a portion at a time. A portion begins after the key of the last record before it, so that what it costs does not grow.</summary>
internal static class SqlitePortions
{
    private const string HasCounters = "successful <> 0 OR incorrect <> 0 OR missed <> 0 OR first_epoch IS NOT NULL";

    /// <summary>Below every key: numbers, then a text.</summary>
    private static readonly Key Start = new(long.MinValue, long.MinValue, "");

    public static long Count(SqliteSession session, StateSection section) => session.Number(section switch
    {
        StateSection.Allowances => "SELECT count(*) FROM allowance",
        StateSection.Epochs => "SELECT count(*) FROM epoch",
        StateSection.Transitions => "SELECT count(*) FROM transition",
        StateSection.Built => "SELECT count(*) FROM built",
        StateSection.Finality => "SELECT count(*) FROM account WHERE finalized IS NOT NULL",
        StateSection.Undecided => "SELECT count(*) FROM undecided",
        StateSection.Reports => "SELECT count(*) FROM account WHERE outcome IS NOT NULL",
        StateSection.Projects => "SELECT count(*) FROM project WHERE own <> 0",
        StateSection.Counters => $"SELECT count(*) FROM project WHERE {HasCounters}",
        StateSection.Facts => "SELECT count(*) FROM fact",
        StateSection.Outbox => "SELECT count(*) FROM outbox",
        StateSection.Jobs => "SELECT count(*) FROM job",
        _ => throw Unknown(section),
    })!.Value;

    public static StatePortion Read(SqliteSession session, StateSection section, string? after, int limit)
    {
        var from = after is null ? Start : Key.Parse(after);
        return section switch
        {
            StateSection.Allowances => Allowances(session, from, limit),
            StateSection.Epochs => Keyed(
                session.All($"SELECT id, 0, '', {SqliteStateStore.EpochColumns} FROM epoch WHERE id > ?1 ORDER BY id LIMIT ?2", static row => (KeyAt(row), SqliteStateStore.ReadEpoch(row, 3)), from.First, limit),
                limit, static rows => new StateChange { Released = rows }),
            StateSection.Transitions => Keyed(
                session.All(
                    "SELECT epoch, stage, subject, error, extra, at FROM transition WHERE (epoch, stage, subject) > (?1, ?2, ?3) ORDER BY epoch, stage, subject LIMIT ?4",
                    static row => (KeyAt(row), new Transition(row.Number(0), (Stage)row.Number(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4), row.Number(5))), from.First, from.Second, from.Text, limit),
                limit, static rows => new StateChange { Transitions = rows }),
            StateSection.Built => Keyed(
                session.All(
                    "SELECT epoch, project, '', (SELECT name FROM project WHERE id = project), cid, submitted FROM built WHERE (epoch, project) > (?1, ?2) ORDER BY epoch, project LIMIT ?3",
                    static row => (KeyAt(row), new BuiltSnapshot(row.Number(0), row.Text(3), SqliteCid.Read(row.Bytes(4))) { IsSubmitted = row.Number(5) != 0 }), from.First, from.Second, limit),
                limit, static rows => new StateChange { Built = rows }),
            StateSection.Finality => Keyed(
                session.All(
                    "SELECT project, epoch, '', (SELECT name FROM project WHERE id = project), finalized FROM account WHERE (project, epoch) > (?1, ?2) AND finalized IS NOT NULL ORDER BY project, epoch LIMIT ?3",
                    static row => (KeyAt(row), new FinalizedSnapshot(row.Number(1), row.Text(3), SqliteCid.Read(row.Bytes(4)))), from.First, from.Second, limit),
                limit, static rows => new StateChange { Finalized = rows }),
            StateSection.Undecided => Keyed(
                session.All(
                    "SELECT project, epoch, '', (SELECT name FROM project WHERE id = project), learnt_in FROM undecided WHERE (project, epoch) > (?1, ?2) ORDER BY project, epoch LIMIT ?3",
                    static row => (KeyAt(row), new UndecidedEpoch(row.Number(1), row.Text(3)) { LearntIn = row.Number(4) }), from.First, from.Second, limit),
                limit, static rows => new StateChange { Undecided = rows }),
            StateSection.Reports => Reports(session, from, limit),
            StateSection.Projects => Projects(session),
            StateSection.Counters => Counters(session, from, limit),
            StateSection.Facts => Keyed(
                session.All("SELECT 0, 0, key, value FROM fact WHERE key > ?1 ORDER BY key LIMIT ?2", static row => (KeyAt(row), KeyValuePair.Create(row.Text(2), row.Bytes(3))), from.Text, limit),
                limit, static rows => new StateChange { Facts = rows }),
            StateSection.Outbox => Keyed(
                session.All(
                    """
                    SELECT epoch, project, '', epoch, (SELECT name FROM project WHERE id = project), cid, state, deadline, signature, transactions
                    FROM outbox WHERE (epoch, project) > (?1, ?2) ORDER BY epoch, project LIMIT ?3
                    """,
                    static row => (KeyAt(row), SqliteOutbox.Read(row, 3)), from.First, from.Second, limit),
                limit, static rows => new StateChange { Outbox = rows }),
            StateSection.Jobs => Keyed(
                session.All(
                    "SELECT epoch, id, '', kind, key, payload, CASE WHEN leased = 0 AND reason = '' THEN due END FROM job WHERE (epoch, id) > (?1, ?2) ORDER BY epoch, id LIMIT ?3",
                    static row => (KeyAt(row), EarlierEpochs.AsQueued(new NewJob(row.Text(3), row.Number(0), row.Text(4), row.Bytes(5)), row.IsNull(6) ? null : row.Number(6))),
                    from.First, from.Second, limit),
                limit, static rows => new StateChange { Enqueued = rows }),
            _ => throw Unknown(section),
        };
    }

    private static StatePortion Allowances(SqliteSession session, Key from, int limit) => Keyed(
        session.All(
            "SELECT epoch, 0, name, project, allowed FROM allowance WHERE (name, epoch) > (?1, ?2) ORDER BY name, epoch LIMIT ?3",
            static row => (KeyAt(row), new ProjectUpdate(row.Text(3), row.Number(4) != 0, row.Number(0))), from.Text, from.First, limit),
        limit,
        static rows => new StateChange
        {
            InitialProjects = [.. rows.Where(static row => row.EnableEpochId == 0).Select(static row => row.ProjectId)],
            ProjectUpdates = [.. rows.Where(static row => row.EnableEpochId != 0)],
        });

    private static StatePortion Reports(SqliteSession session, Key from, int limit) => Keyed(
        session.All(
            """
            SELECT project, epoch, '', (SELECT name FROM project WHERE id = project), outcome, submitted, decided, reason
            FROM account WHERE (project, epoch) > (?1, ?2) AND outcome IS NOT NULL ORDER BY project, epoch LIMIT ?3
            """,
            static row => (KeyAt(row), new SubmissionReport(
                row.Number(1), row.Text(3), (SubmissionOutcome)row.Number(4), SqliteStateStore.CidAt(row, 5), SqliteStateStore.CidAt(row, 6), row.Text(7))),
            from.First, from.Second, limit),
        limit, static rows => new StateChange { Reports = rows });

    // Naming some projects would disown the others, and their number is that of the configuration: they come together.
    private static StatePortion Projects(SqliteSession session)
    {
        var own = session.All("SELECT name FROM project WHERE own = 1 ORDER BY name", static row => row.Text(0));
        var arisen = session.All("SELECT name FROM project WHERE own = 2 ORDER BY name", static row => row.Text(0));
        return new StatePortion(new StateChange { Projects = own.Count > 0 ? own : null, Arisen = arisen }, own.Count + arisen.Count, null);
    }

    private static StatePortion Counters(SqliteSession session, Key from, int limit) => Keyed(
        session.All(
            $"SELECT 0, 0, name, successful, incorrect, missed, first_epoch FROM project WHERE name > ?1 AND ({HasCounters}) ORDER BY name LIMIT ?2",
            static row => (KeyAt(row), (Totals: new SubmissionTotals(row.Text(2), row.Number(3), row.Number(4), row.Number(5)), FirstEpoch: row.IsNull(6) ? (long?)null : row.Number(6))), from.Text, limit),
        limit,
        static rows => new StateChange
        {
            Totals = [.. rows.Select(static row => row.Totals)],
            FirstEpochs = [.. rows.Where(static row => row.FirstEpoch is not null).Select(static row => new FirstEpoch(row.Totals.ProjectId, row.FirstEpoch!.Value))],
        });

    private static StatePortion Keyed<T>(List<(Key Key, T Record)> rows, int limit, Func<List<T>, StateChange> change) =>
        new(change(rows.ConvertAll(static row => row.Record)), rows.Count, rows.Count == limit ? rows[^1].Key.ToString() : null);

    /// <summary>The first three columns are the key.</summary>
    private static Key KeyAt(SqliteRow row) => new(row.Number(0), row.Number(1), row.Text(2));

    private static ArgumentOutOfRangeException Unknown(StateSection section) => new(nameof(section), section, "There is no such part of the state.");

    private sealed record Key(long First, long Second, string Text)
    {
        public static Key Parse(string text)
        {
            var parts = text.Split('/', 3);
            return parts.Length == 3
                && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first)
                && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var second)
                ? new Key(first, second, parts[2])
                : throw new ArgumentException($"'{text}' is no place in this store: begin anew.", nameof(text));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}/{Second}/{Text}");
    }
}
