using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Callers.Sqlite;

/// <summary>The embedded call meter. Takes of many callers share a transaction; each is a read and a write by key.</summary>
public sealed class SqliteCallMeter(SqliteCallers callers, CallerOptions options, TimeProvider time) : ICallMeter
{
    /// <summary>The most callers forgotten in one go: about a millisecond, which a take can wait.</summary>
    private const int Portion = 200;

    private long? _addresses;

    /// <inheritdoc/>
    public ValueTask<CallGrant> TakeAsync(CallTake take, CancellationToken cancellationToken) =>
        callers.Database.WriteAsync(session => Take(session, take), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<KeyedGrant?> TakeAsync(KeyDigest key, CancellationToken cancellationToken)
    {
        // Looked for by a reader first: whoever invents keys must not keep the writer busy.
        if (callers.Database.Read(session => SqliteUserStore.OwnerOf(session, key)) is not { } owner) return null;
        var grant = owner.IsRevoked ? null : await TakeAsync(new CallTake(CallerId.User(owner.User.Email), owner.User.Limits, 1), cancellationToken);
        return new KeyedGrant(owner, grant);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ForgetExpiredAsync(CancellationToken cancellationToken) => await callers.Database.WriteAsync(Forget, cancellationToken) == Portion;

    private CallGrant Take(SqliteSession session, CallTake take)
    {
        var now = time.GetUtcNow();
        var milliseconds = now.ToUnixTimeMilliseconds();
        var name = take.Caller.Name;
        var row = MeterRow.Find(session, name);
        if (row is null && !take.Caller.IsUser && AddressesIn(session) >= options.MaxAddresses) row = MeterRow.Find(session, name = CallerId.Others.Name);
        var isNew = row is null;
        row ??= MeterRow.Empty;

        var windows = WindowRules.Current(take.Limits, row.Windows, milliseconds);
        WindowRules.GiveBack(windows, take.Unused);
        var grant = WindowRules.Take(windows, take, milliseconds);
        var counts = WindowRules.Count(row.Counts, take, now.ToUnixTimeSeconds());
        // A refusal that tells nothing new is not written: it would only wear the disk.
        if (grant.Count == 0 && take.Unused.Count == 0 && take is { Succeeded: 0, Throttled: 0 }) return grant;

        var last = windows.Where(static window => window.Used > 0).Select(static window => window.End).DefaultIfEmpty(milliseconds).Max();
        new MeterRow(counts, windows).Write(session, name, take.Caller.IsUser ? null : last);
        if (isNew && !take.Caller.IsUser) _addresses++;
        return grant;
    }

    private int Forget(SqliteSession session)
    {
        var forgotten = session.Execute(
            "DELETE FROM meter WHERE caller IN (SELECT caller FROM meter WHERE expires <= ?1 LIMIT ?2)", time.GetUtcNow().ToUnixTimeMilliseconds(), Portion);
        // Counted anew at the next new caller: a transaction that fails later must not leave a wrong number behind.
        if (forgotten > 0) _addresses = null;
        return forgotten;
    }

    /// <summary>Runs on the writer only, so that the number needs no lock. It may be too high after a failed transaction, until the next pruning.</summary>
    private long AddressesIn(SqliteSession session) => _addresses ??= session.Number("SELECT count(*) FROM meter WHERE expires IS NOT NULL") ?? 0;
}
