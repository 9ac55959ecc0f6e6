using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Callers.Sqlite;

/// <summary>The embedded user store.</summary>
public sealed class SqliteUserStore(SqliteCallers callers) : IUserStore
{
    private const string UserColumns = "email, limits, active";

    /// <inheritdoc/>
    public async ValueTask SaveAsync(User user, CallCounts counts, CancellationToken cancellationToken) => await callers.Database.WriteAsync(
        session =>
        {
            session.Execute(
                "INSERT INTO user (email, limits, active) VALUES (?1, ?2, ?3) ON CONFLICT (email) DO UPDATE SET limits = excluded.limits, active = excluded.active",
                user.Email, user.Limits.Text, user.IsActive ? 1 : 0);
            var name = CallerId.NameOfUser(user.Email);
            var row = MeterRow.Find(session, name) ?? MeterRow.Empty;
            (row with { Counts = counts }).Write(session, name, null);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<UserAccount?> UserAsync(string email, CancellationToken cancellationToken) => new(callers.Database.ReadTogether(session =>
    {
        if (session.First($"SELECT {UserColumns} FROM user WHERE email = ?1", ReadUser, email) is not { } user) return null;
        var counts = (MeterRow.Find(session, CallerId.NameOfUser(email)) ?? MeterRow.Empty).Counts;
        var keys = session.All("SELECT id, revoked FROM api_key WHERE email = ?1 ORDER BY id", static row => (Id: row.Text(0), IsRevoked: row.Number(1) != 0), email);
        return new UserAccount(
            user, counts, [.. keys.Where(static key => !key.IsRevoked).Select(static key => key.Id)], [.. keys.Where(static key => key.IsRevoked).Select(static key => key.Id)]);
    }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> EmailsAsync(CancellationToken cancellationToken) =>
        new(callers.Database.Read(static session => session.All("SELECT email FROM user ORDER BY email", static row => row.Text(0))));

    /// <inheritdoc/>
    public ValueTask<KeyAddition> AddKeyAsync(string email, KeyDigest key, CancellationToken cancellationToken) => callers.Database.WriteAsync(
        session =>
        {
            if (!HasUser(session, email)) return KeyAddition.NoUser;
            session.Execute("INSERT INTO api_key (digest, id, email) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", key.Bytes, key.Id, email);
            var isTheirs = session.Number("SELECT 1 FROM api_key WHERE digest = ?1 AND email = ?2 AND revoked = 0", key.Bytes, email) is not null;
            return isTheirs ? KeyAddition.Added : KeyAddition.Taken;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyRevocation> RevokeKeyAsync(string email, string keyId, CancellationToken cancellationToken) => callers.Database.WriteAsync(
        session =>
        {
            if (!HasUser(session, email)) return KeyRevocation.NoUser;
            if (session.Execute("UPDATE api_key SET revoked = 1 WHERE id = ?1 AND email = ?2 AND revoked = 0", keyId, email) > 0) return KeyRevocation.Revoked;
            return session.Number("SELECT 1 FROM api_key WHERE id = ?1 AND email = ?2", keyId, email) is null ? KeyRevocation.NoKey : KeyRevocation.RevokedBefore;
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The file is that of one process.</remarks>
    public ValueTask ListenAsync(Action changed, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Whose key it is, or null when it is nobody's.</summary>
    internal static KeyOwner? OwnerOf(SqliteSession session, KeyDigest key)
    {
        var kept = session.First(
            "SELECT user.email, user.limits, user.active, api_key.revoked, api_key.digest FROM api_key JOIN user USING (email) WHERE api_key.id = ?1",
            static row => new KeptKey(KeyDigest.FromBytes(row.Bytes(4)), new KeyOwner(ReadUser(row), row.Number(3) != 0)),
            key.Id);
        return kept?.Digest == key ? kept.Owner : null;
    }

    private static bool HasUser(SqliteSession session, string email) => session.Number("SELECT 1 FROM user WHERE email = ?1", email) is not null;

    private static User ReadUser(SqliteRow row) => new(row.Text(0), CallLimits.Parse(row.Text(1)), row.Number(2) != 0);

    private sealed record KeptKey(KeyDigest Digest, KeyOwner Owner);
}
