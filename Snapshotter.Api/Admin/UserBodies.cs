using System.Text.Json.Serialization;

namespace Snapshotter.Api.Admin;

/// <summary>A user as the admin API takes and gives it (spec 1.5).</summary>
/// <param name="Email">The name.</param>
/// <param name="RateLimit">What all keys of the user together may ask, such as <c>10/second;5000/day</c>.</param>
/// <param name="Active"><c>active</c>, or <c>inactive</c>, when no key of the user works.</param>
/// <param name="CallsCount">Calls answered with success since the counts were last reset; 0 unless given.</param>
/// <param name="ThrottledCount">Calls refused since then; 0 unless given.</param>
/// <param name="NextResetAt">Unix seconds from which on the counts begin at zero again, a day ahead unless given.</param>
public sealed record UserBody(
    string Email,
    [property: JsonPropertyName("rate_limit")] string RateLimit,
    string Active,
    [property: JsonPropertyName("callsCount")] long CallsCount,
    [property: JsonPropertyName("throttledCount")] long ThrottledCount,
    [property: JsonPropertyName("next_reset_at")] long NextResetAt);

/// <summary>A user with its keys.</summary>
/// <param name="Email">The name.</param>
/// <param name="RateLimit">What all keys of the user together may ask.</param>
/// <param name="Active"><c>active</c> or <c>inactive</c>.</param>
/// <param name="CallsCount">Calls answered with success since the counts were last reset.</param>
/// <param name="ThrottledCount">Calls refused since then.</param>
/// <param name="NextResetAt">Unix seconds from which on the counts begin at zero again.</param>
/// <param name="ActiveApiKeys">The ids of the keys that work; the keys themselves are not kept.</param>
/// <param name="RevokedApiKeys">The ids of the keys that do not any more.</param>
public sealed record AccountBody(
    string Email,
    [property: JsonPropertyName("rate_limit")] string RateLimit,
    string Active,
    [property: JsonPropertyName("callsCount")] long CallsCount,
    [property: JsonPropertyName("throttledCount")] long ThrottledCount,
    [property: JsonPropertyName("next_reset_at")] long NextResetAt,
    [property: JsonPropertyName("active_api_keys")] IReadOnlyList<string> ActiveApiKeys,
    [property: JsonPropertyName("revoked_api_keys")] IReadOnlyList<string> RevokedApiKeys);

/// <summary>A key to add or revoke.</summary>
/// <param name="Key">The key; without one a new one is made.</param>
/// <param name="KeyId">The id of the key, which is enough to revoke it.</param>
public sealed record KeyBody([property: JsonPropertyName("api_key")] string? Key, [property: JsonPropertyName("key_id")] string? KeyId);

/// <summary>What became of a request.</summary>
/// <param name="Success">Whether it was carried out.</param>
/// <param name="Error">Why not.</param>
public sealed record Outcome(bool Success, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null);

/// <summary>A key that was added.</summary>
/// <param name="Success">True.</param>
/// <param name="Key">The key, shown this once.</param>
/// <param name="KeyId">Its id.</param>
public sealed record AddedKey(bool Success, [property: JsonPropertyName("api_key")] string Key, [property: JsonPropertyName("key_id")] string KeyId);

/// <summary>A user that was found.</summary>
public sealed record AccountAnswer(bool Success, AccountBody Data);

/// <summary>All users.</summary>
/// <param name="Success">True.</param>
/// <param name="Data">Their names.</param>
public sealed record UserList(bool Success, IReadOnlyList<string> Data);
