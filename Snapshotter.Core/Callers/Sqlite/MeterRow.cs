using System.Buffers.Binary;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Callers.Sqlite;

/// <summary>What the meter keeps of one caller, in one row, so that a take is one read and one write.</summary>
internal sealed record MeterRow(CallCounts Counts, IReadOnlyList<WindowUse> Windows)
{
    private const string Select = "SELECT calls, throttled, reset_at, windows FROM meter WHERE caller = ?1";

    private const string Upsert = """
        INSERT INTO meter (caller, calls, throttled, reset_at, windows, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (caller) DO UPDATE SET
          calls = excluded.calls, throttled = excluded.throttled, reset_at = excluded.reset_at, windows = excluded.windows, expires = excluded.expires
        """;

    /// <summary>Period, start and use of a window, eight bytes each.</summary>
    private const int WindowBytes = 24;

    public static MeterRow Empty { get; } = new(new CallCounts(0, 0, 0), []);

    public static MeterRow? Find(SqliteSession session, string caller) => session.First(Select, Read, caller);

    /// <summary>Writes the row. Windows of which nothing is used are not kept: they have not begun.</summary>
    /// <param name="session">The writer's session.</param>
    /// <param name="caller">The caller's name.</param>
    /// <param name="expires">When it may be forgotten, in Unix milliseconds, or null.</param>
    public void Write(SqliteSession session, string caller, long? expires) => session.Execute(
        Upsert, caller, Counts.Calls, Counts.Throttled, Counts.ResetAt, Pack(Windows), expires is { } at ? at : default(SqliteValue));

    private static MeterRow Read(SqliteRow row) => new(new CallCounts(row.Number(0), row.Number(1), row.Number(2)), Unpack(row.Bytes(3)));

    private static byte[] Pack(IReadOnlyList<WindowUse> windows)
    {
        var begun = windows.Where(static window => window.Used > 0).ToList();
        var bytes = new byte[begun.Count * WindowBytes];
        for (var i = 0; i < begun.Count; i++)
        {
            var part = bytes.AsSpan(i * WindowBytes, WindowBytes);
            BinaryPrimitives.WriteInt64LittleEndian(part, begun[i].Period);
            BinaryPrimitives.WriteInt64LittleEndian(part[8..], begun[i].Start);
            BinaryPrimitives.WriteInt64LittleEndian(part[16..], begun[i].Used);
        }

        return bytes;
    }

    private static WindowUse[] Unpack(byte[] bytes)
    {
        var windows = new WindowUse[bytes.Length / WindowBytes];
        for (var i = 0; i < windows.Length; i++)
        {
            var part = bytes.AsSpan(i * WindowBytes, WindowBytes);
            windows[i] = new WindowUse(
                BinaryPrimitives.ReadInt64LittleEndian(part), BinaryPrimitives.ReadInt64LittleEndian(part[8..]), BinaryPrimitives.ReadInt64LittleEndian(part[16..]));
        }

        return windows;
    }
}
