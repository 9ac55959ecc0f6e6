using System.Globalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using StackExchange.Redis;

namespace Snapshotter.Core.Callers.Redis;

/// <summary>The user store that hosts share, under the names of the original (spec 1.5), of whose keys only digests are kept. Every write is one script, and other hosts are told.</summary>
public sealed class RedisUserStore(RedisLink link) : IUserStore
{
    private const string Active = "active";
    private const string Users = "allUsers";

    /// <summary>What scripts tell when a user or a key has changed.</summary>
    private const string News = "users";

    /// <inheritdoc/>
    public async ValueTask SaveAsync(User user, CallCounts counts, CancellationToken cancellationToken) => await link.RunAsync(
        RedisScripts.SaveUser,
        RedisArguments.Of(user.Email, user.Limits.Text, user.IsActive ? Active : "inactive", Windows(user.Limits), counts.Calls, counts.Throttled, counts.ResetAt),
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<UserAccount?> UserAsync(string email, CancellationToken cancellationToken)
    {
        var found = (await link.RunAsync(RedisScripts.FindUser, RedisArguments.Of(email), cancellationToken)).Items();
        if (found.Length == 0) return null;
        return new UserAccount(ReadUser(email, found[0], found[1]), new CallCounts((long)found[2], (long)found[3], (long)found[4]), Ids(found[5]), Ids(found[6]));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> EmailsAsync(CancellationToken cancellationToken) =>
        [.. (await link.RunAsync("SMEMBERS", cancellationToken, Users)).Texts().Order(CodePointOrder.Instance)];

    /// <inheritdoc/>
    public async ValueTask<KeyAddition> AddKeyAsync(string email, KeyDigest key, CancellationToken cancellationToken) =>
        (KeyAddition)(int)await link.RunAsync(RedisScripts.AddKey, RedisArguments.Of(email, key.Text), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<KeyRevocation> RevokeKeyAsync(string email, string keyId, CancellationToken cancellationToken) =>
        keyId.Length != KeyDigest.IdTextLength
            ? await UserAsync(email, cancellationToken) is null ? KeyRevocation.NoUser : KeyRevocation.NoKey
            : (KeyRevocation)(int)await link.RunAsync(RedisScripts.RevokeKey, RedisArguments.Of(email, keyId), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ListenAsync(Action changed, CancellationToken cancellationToken) => await link.ListenAsync(news =>
    {
        if (news == News) changed();
    }).WaitAsync(cancellationToken);

    /// <summary>A user as scripts tell of it.</summary>
    /// <exception cref="StorageException">The limits cannot be read: someone else wrote them.</exception>
    internal static User ReadUser(string email, RedisResult limits, RedisResult active) => CallLimits.TryParse((string)limits ?? "", out var read, out var fault)
        ? new User(email, read, (string)active == Active)
        : throw new StorageException($"The rate_limit of user {email} in Redis cannot be read: {fault} Save the user again by the admin API.");

    private static string[] Ids(RedisResult digests) => [.. digests.Texts().Select(static digest => digest[..KeyDigest.IdTextLength]).Order(StringComparer.Ordinal)];

    /// <summary>The windows for scripts, which do not read the text.</summary>
    private static string Windows(CallLimits limits) =>
        string.Join(';', limits.Windows.Select(static window => string.Create(CultureInfo.InvariantCulture, $"{window.Limit} {(long)window.Period.TotalMilliseconds}")));
}
