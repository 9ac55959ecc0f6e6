using Snapshotter.Core.Callers;
using Snapshotter.Core.Configuration;

namespace Snapshotter.Api.Rest.Access;

/// <summary>What settings.json says of callers (<c>core_api</c>).</summary>
/// <param name="HeaderKey">The header that carries a key.</param>
/// <param name="KeyRequired">Whether callers without a key are refused.</param>
/// <param name="PublicLimits">What a caller without a key may ask.</param>
public sealed record AccessPolicy(string HeaderKey, bool KeyRequired, CallLimits PublicLimits)
{
    /// <summary>The policy of the settings.</summary>
    public static AccessPolicy Of(CoreApiSettings settings, AccessOptions options) =>
        new(settings.HeaderKey, settings.KeyRequired, CallLimits.Parse(options.PublicLimit ?? settings.PublicRateLimit));
}
