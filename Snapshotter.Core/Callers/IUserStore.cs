using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Callers;

/// <summary>The users and the digests of their keys. What a write reports as done survives the death of the process and is seen by every host of the API.</summary>
public interface IUserStore
{
    /// <summary>Adds a user or replaces one, with the counts.</summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    ValueTask SaveAsync(User user, CallCounts counts, CancellationToken cancellationToken);

    /// <summary>A user, or null.</summary>
    ValueTask<UserAccount?> UserAsync(string email, CancellationToken cancellationToken);

    /// <summary>The names of all users, in ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> EmailsAsync(CancellationToken cancellationToken);

    /// <summary>Gives a user a key. Giving the same key twice equals giving it once; a revoked key stays revoked.</summary>
    ValueTask<KeyAddition> AddKeyAsync(string email, KeyDigest key, CancellationToken cancellationToken);

    /// <summary>Takes a key back for good.</summary>
    /// <param name="email">Whose key it is.</param>
    /// <param name="keyId">The id of the key (<see cref="KeyDigest.Id"/>).</param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    ValueTask<KeyRevocation> RevokeKeyAsync(string email, string keyId, CancellationToken cancellationToken);

    /// <summary>Has <paramref name="changed"/> called whenever a user or a key was changed by another host, as far as news reach this one: mostly within milliseconds.</summary>
    /// <exception cref="StorageException">Nobody listens yet.</exception>
    ValueTask ListenAsync(Action changed, CancellationToken cancellationToken);
}

/// <summary>What became of a key that was to be added.</summary>
public enum KeyAddition
{
    /// <summary>It works.</summary>
    Added,

    /// <summary>There is no such user.</summary>
    NoUser,

    /// <summary>It is another user's, or was revoked.</summary>
    Taken,
}

/// <summary>What became of a key that was to be revoked.</summary>
public enum KeyRevocation
{
    /// <summary>It does not work any more.</summary>
    Revoked,

    /// <summary>There is no such user.</summary>
    NoUser,

    /// <summary>The user has no such key.</summary>
    NoKey,

    /// <summary>It did not work any more before.</summary>
    RevokedBefore,
}
