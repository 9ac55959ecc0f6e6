using System.Text.Json.Serialization;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>Why a caller was not let in.</summary>
/// <param name="Error">What is wrong.</param>
public sealed record RefusalBody(RefusalError Error);

/// <summary>What is wrong with the caller's key or pace.</summary>
/// <param name="Details">A sentence.</param>
/// <param name="Data">The limit that was reached, where one was.</param>
public sealed record RefusalError(string Details, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RefusalData? Data);

/// <summary>The limit that was reached.</summary>
/// <param name="RateViolated">The window that is used up, such as <c>10 per 1 second</c>; empty for an inactive user.</param>
/// <param name="RetryAfter">Seconds until it is over, as in the Retry-After header.</param>
/// <param name="ViolatingDomain">All limits of the caller.</param>
public sealed record RefusalData(
    [property: JsonPropertyName("rate_violated")] string RateViolated,
    [property: JsonPropertyName("retry_after")] long RetryAfter,
    [property: JsonPropertyName("violating_domain")] string ViolatingDomain);
