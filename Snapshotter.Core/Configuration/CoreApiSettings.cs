namespace Snapshotter.Core.Configuration;

/// <summary><c>core_api</c> of settings.json: where and how the REST interface answers.</summary>
/// <param name="Host">The address it listens on.</param>
/// <param name="Port">The port it listens on.</param>
/// <param name="KeyRequired">Whether callers without a key are refused (<c>auth.enabled</c>); upstream never looks at it.</param>
/// <param name="HeaderKey">The header that carries a caller's API key.</param>
/// <param name="PublicRateLimit">What a caller without a key may ask, such as <c>20000/day;300/minute</c>.</param>
public sealed record CoreApiSettings(string Host, int Port, bool KeyRequired, string HeaderKey, string PublicRateLimit)
{
    /// <summary>Upstream's defaults, and no key required.</summary>
    public static CoreApiSettings Default { get; } = new("0.0.0.0", 8002, false, "X-API-KEY", "20000/day;300/minute;10/second");
}
