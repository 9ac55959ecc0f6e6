namespace Snapshotter.Core.Callers;

/// <summary>Someone who was given keys.</summary>
/// <param name="Email">The name, usually an address of mail.</param>
/// <param name="Limits">What all keys of the user together may ask.</param>
/// <param name="IsActive">Whether the keys work.</param>
public sealed record User(string Email, CallLimits Limits, bool IsActive);

/// <summary>How much a user asked since the counts were last set to zero, which happens every day.</summary>
/// <param name="Calls">Calls answered with success.</param>
/// <param name="Throttled">Calls refused because a limit was reached.</param>
/// <param name="ResetAt">Unix seconds from which on the counts begin at zero again.</param>
public sealed record CallCounts(long Calls, long Throttled, long ResetAt);

/// <summary>All that is kept of a user.</summary>
/// <param name="User">The user.</param>
/// <param name="Counts">The counts.</param>
/// <param name="ActiveKeys">The ids of the keys that work.</param>
/// <param name="RevokedKeys">The ids of the keys that do not any more.</param>
public sealed record UserAccount(User User, CallCounts Counts, IReadOnlyList<string> ActiveKeys, IReadOnlyList<string> RevokedKeys);

/// <summary>Whose key it is.</summary>
/// <param name="User">The user.</param>
/// <param name="IsRevoked">Whether the key was taken back.</param>
public sealed record KeyOwner(User User, bool IsRevoked);
